// Made from finding 7327795ab501; from now on it is yours to edit.
import test from 'ava';
import { performSchedule } from '../../search/running/perform-schedule.ts';
import { crash, deliver, fire } from '../../simulator/decide.ts';
import { registered } from '../../targets/registry.ts';

const requestVoteInTerm1 = {
  kind: 'requestVote',
  term: 1,
  candidateId: 2,
  lastLogIndex: 0,
  lastLogTerm: 0,
};

const schedule = {
  nodes: 2,
  timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
  decisions: [
    fire(1, 'election'),
    crash(1),
    fire(2, 'election'),
    deliver(2, 1, requestVoteInTerm1),
  ],
};

test('vote-not-persisted breaks one-vote-per-term with 4 decisions', (t) => {
  const entry = registered('vote-not-persisted');
  if (entry === undefined) return t.fail('the target is gone: remove this test, or rename it');
  const sought = new Set(['one-vote-per-term'] as const);
  const { violations, skipped } = performSchedule(entry.target, schedule, { sought });
  const broken = violations.map(({ property }) => property);
  t.deepEqual(skipped, [], 'a decision cannot be made: have messages or timers changed?');
  t.true(
    broken.includes('one-vote-per-term'),
    'it holds now: if that is meant, write t.false instead of t.true',
  );
});
