// A timed run that waits in vain is told with the shortest way into its dead end.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { deadEndOfRun } from '../../../search/shrinking/dead-end-of-run.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import type { PropertyId } from '../../../properties/property.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import { higherTermKeepsVote } from '../../../targets/mutants/higher-term-keeps-vote.ts';
import { leaderForgetsContact } from '../../../targets/mutants/leader-forgets-contact.ts';

/** The first run of two nodes without any fault in which the target breaks the property. */
function failingRun(target: PureTarget, property: PropertyId): Scenario {
  const setting = { nodes: 2, timing: LAB_TIMING, settings: DEFAULT_NETWORK, actions: [] };
  for (let seed = 0; seed < 200; seed += 1) {
    const scenario = { ...setting, seed };
    const { violations } = performScenario(target, scenario, { sought: new Set([property]) });
    if (violations.some((violation) => violation.property === property)) return scenario;
  }
  throw new Error(`none of 200 runs of ${target.name} breaks ${property}: choose another mutant`);
}

test('a run that ends in a dead end leads there without its clock as well', (t) => {
  const { target } = higherTermKeepsVote;
  const stuck = deadEndOfRun(target, 'eventual-leader', failingRun(target, 'eventual-leader'));
  if (stuck === null) return t.fail('two candidates that keep their votes are stuck for ever');
  t.is(stuck.goal, 'leader-electable');
  const { violations } = performSchedule(target, stuck.schedule, { sought: new Set([stuck.goal]) });
  t.deepEqual(
    violations.map(({ property }) => property),
    [stuck.goal],
  );
});

test('so does that of a target which needs its messages in order', (t) => {
  const { target: given } = higherTermKeepsVote;
  const target = { ...given, capabilities: { ...given.capabilities, reordering: false } };
  const run = failingRun(target, 'eventual-leader');
  const ordered = { ...run, settings: { ...run.settings, fifo: true } };
  t.is(deadEndOfRun(target, 'eventual-leader', ordered)?.goal, 'leader-electable');
});

test('leaders that come and go are no dead end, and neither is a broken safety', (t) => {
  const { target } = leaderForgetsContact;
  const restless = failingRun(target, 'stable-leader');
  t.is(deadEndOfRun(target, 'eventual-leader', restless), null, 'a livelock of pace');
  const stuck = failingRun(higherTermKeepsVote.target, 'eventual-leader');
  t.is(deadEndOfRun(higherTermKeepsVote.target, 'election-safety', stuck), null);
});
