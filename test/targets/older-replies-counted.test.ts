// A defect that no hunt has met, and that is unsafe: the run that shows it, decision by decision.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import { performSchedule, type ScheduleResult } from '../../search/running/perform-schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raftTarget } from '../../targets/raft.ts';
import { Wires } from './wires.ts';

const NODES = 5;

function played(target: PureTarget): ScheduleResult {
  const run = new Wires(target, NODES);
  // n1 leads term 1, n2 stores two entries of it, and its answer takes its time.
  run.fire(1, 'election');
  for (const peer of [2, 3]) run.deliverNewest(1, peer);
  for (const peer of [2, 3]) run.deliverNewest(peer, 1);
  run.propose(1, 'x1');
  run.propose(1, 'x2');
  run.deliverNewest(1, 2);
  // n3 leads term 2, and overwrites what n1 has.
  run.fire(3, 'election');
  for (const peer of [4, 5]) run.deliverNewest(3, peer);
  for (const peer of [4, 5]) run.deliverNewest(peer, 3);
  run.propose(3, 'y');
  run.deliverNewest(3, 1);
  // n1 leads again, in term 3, with another entry in the same place, and the answer arrives.
  run.fire(1, 'election');
  for (const peer of [3, 4]) run.deliverNewest(1, peer);
  for (const peer of [3, 4]) run.deliverNewest(peer, 1);
  run.propose(1, 'z');
  run.deliverNewest(2, 1, 'appendReply');
  run.deliverNewest(1, 3);
  run.deliverNewest(3, 1);
  const { decisions } = run;
  return performSchedule(target, { nodes: NODES, timing: LAB_TIMING, decisions }, { sought: null });
}

test('a leader that counts replies to its earlier leadership commits what no majority has', (t) => {
  const rules = { ...PAPER_RULES, countsReply: ({ role }: { role: string }) => role === 'leader' };
  const { violations, skipped } = played(raftTarget('older-replies-counted', rules));
  t.deepEqual(skipped, []);
  t.true(
    violations.some(({ property }) => property === 'commit-is-durable'),
    'z is committed while two of five disks hold it',
  );
});

test('the core drops such a reply, and commits nothing', (t) => {
  const { verdict, skipped } = played(raftTarget('paper', PAPER_RULES));
  t.deepEqual([verdict, skipped], ['held', []]);
});
