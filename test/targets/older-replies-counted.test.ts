// A defect that no hunt has met, and that is unsafe: the run that shows it, decision by decision.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import { performSchedule, type ScheduleResult } from '../../search/running/perform-schedule.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { PureTarget, Transition } from '../../simulator/target.ts';
import { raftTarget } from '../../targets/raft.ts';

const NODES = 5;

interface Flight {
  readonly from: number;
  readonly to: number;
  readonly message: unknown;
}

/** Writes down decisions while it performs them, so that messages need no copying. */
class Director {
  readonly decisions: Decision[] = [];
  readonly #target: PureTarget;
  readonly #states = new Map<number, unknown>();
  #flights: readonly Flight[] = [];

  constructor(target: PureTarget) {
    this.#target = target;
    for (let self = 1; self <= NODES; self += 1) {
      this.#take(self, target.boot({ self, nodes: NODES, timing: LAB_TIMING }, null));
    }
  }

  stands(node: number): void {
    this.decisions.push({ kind: 'fire', node, timer: 'election' });
    const fired = { kind: 'timerFired', timer: 'election', luck: 0 } as const;
    this.#take(node, this.#target.step(this.#states.get(node), fired, null));
  }

  propose(node: number, command: string): void {
    this.decisions.push({ kind: 'propose', node, command });
    const proposed = { kind: 'proposed', command } as const;
    this.#take(node, this.#target.step(this.#states.get(node), proposed, null));
  }

  /** The newest message on this link; of this kind, if it is named. */
  deliver(from: number, to: number, kind?: string): void {
    const flight = this.#flights.findLast((one) => {
      const isKind = kind === undefined || (one.message as { kind: string }).kind === kind;
      return one.from === from && one.to === to && isKind;
    });
    if (flight === undefined) throw new Error(`nothing is under way from ${from} to ${to}`);
    this.#flights = this.#flights.filter((one) => one !== flight);
    const { message } = flight;
    this.decisions.push({ kind: 'deliver', from, to, message });
    this.#take(
      to,
      this.#target.step(this.#states.get(to), { kind: 'received', from, message }, null),
    );
  }

  #take(node: number, { state, effects }: Transition<unknown>): void {
    this.#states.set(node, state);
    const sent = effects.flatMap((effect) =>
      effect.kind === 'send' ? [{ from: node, to: effect.to, message: effect.message }] : [],
    );
    this.#flights = [...this.#flights, ...sent];
  }
}

function played(target: PureTarget): ScheduleResult {
  const run = new Director(target);
  // n1 leads term 1, n2 stores two entries of it, and its answer takes its time.
  run.stands(1);
  for (const peer of [2, 3]) run.deliver(1, peer);
  for (const peer of [2, 3]) run.deliver(peer, 1);
  run.propose(1, 'x1');
  run.propose(1, 'x2');
  run.deliver(1, 2);
  // n3 leads term 2, and overwrites what n1 has.
  run.stands(3);
  for (const peer of [4, 5]) run.deliver(3, peer);
  for (const peer of [4, 5]) run.deliver(peer, 3);
  run.propose(3, 'y');
  run.deliver(3, 1);
  // n1 leads again, in term 3, with another entry in the same place, and the answer arrives.
  run.stands(1);
  for (const peer of [3, 4]) run.deliver(1, peer);
  for (const peer of [3, 4]) run.deliver(peer, 1);
  run.propose(1, 'z');
  run.deliver(2, 1, 'appendReply');
  run.deliver(1, 3);
  run.deliver(3, 1);
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
