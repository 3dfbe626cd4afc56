// A timed run that waits in vain is told with the shortest way into its dead end.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { deadEndOfRun } from '../../../search/shrinking/dead-end-of-run.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import { higherTermKeepsVote } from '../../../targets/mutants/higher-term-keeps-vote.ts';
import { leaderForgetsContact } from '../../../targets/mutants/leader-forgets-contact.ts';

const SCENARIO = {
  nodes: 2,
  seed: 1,
  timing: LAB_TIMING,
  settings: DEFAULT_NETWORK,
  actions: [],
} as const;

test('a run that ends in a dead end leads there without its clock as well', (t) => {
  const { target } = higherTermKeepsVote;
  const stuck = deadEndOfRun(target, 'eventual-leader', SCENARIO);
  if (stuck === null) return t.fail('two candidates that keep their votes are stuck for ever');
  t.is(stuck.goal, 'leader-electable');
  const { violations } = performSchedule(target, stuck.schedule, { sought: new Set([stuck.goal]) });
  t.deepEqual(
    violations.map(({ property }) => property),
    [stuck.goal],
  );
});

test('leaders that come and go are no dead end, and neither is a broken safety', (t) => {
  const { target } = leaderForgetsContact;
  t.is(deadEndOfRun(target, 'eventual-leader', SCENARIO), null, 'a livelock of pace');
  t.is(deadEndOfRun(higherTermKeepsVote.target, 'election-safety', SCENARIO), null);
});
