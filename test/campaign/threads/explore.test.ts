import test from 'ava';
import { exploreInThreads } from '../../../campaign/threads/explore-in-threads.ts';
import type { ExploreRequest } from '../../../campaign/threads/explore-job.ts';
import { LAB_TIMING } from '../../../core/timing.ts';

const ORDER: ExploreRequest = {
  target: 'raft',
  bounds: { nodes: 3, maxDecisions: 4, maxTerm: 1, faults: ['crash'], maxStates: 1000 },
  properties: ['election-safety'],
  timing: LAB_TIMING,
  nodesAskedFor: null,
};

test('a search in its thread tells of every depth, and comes to the same each time', async (t) => {
  const depths: number[] = [];
  const one = exploreInThreads(ORDER, ({ depth }) => depths.push(depth));
  const other = exploreInThreads(ORDER, () => undefined);
  const [first, second] = await Promise.all([one.done, other.done]);
  t.deepEqual(depths, [1, 2, 3, 4]);
  t.deepEqual(first.outcome, { kind: 'complete' });
  t.deepEqual(first.statesByDepth, second.statesByDepth);
});

test('a search ends at its limit of states, or when it is told to', async (t) => {
  const few = { ...ORDER, bounds: { ...ORDER.bounds, maxStates: 10 } };
  const limited = await exploreInThreads(few, () => undefined).done;
  t.like(limited.outcome, { kind: 'limitReached', limit: 'states' });
  const stopped = exploreInThreads(ORDER, () => undefined);
  stopped.stop();
  const { outcome } = await stopped.done;
  t.deepEqual(outcome, { kind: 'limitReached', depth: 0, limit: 'stopped' });
});

test('what is found carries a finding of the property that broke', async (t) => {
  const request: ExploreRequest = {
    ...ORDER,
    target: 'vote-not-persisted',
    properties: ['log-matching', 'one-vote-per-term'],
  };
  const { outcome } = await exploreInThreads(request, () => undefined).done;
  if (outcome.kind !== 'violated') return t.fail(`nothing was found: ${outcome.kind}`);
  const { property, foundBy, shrinking } = outcome.finding;
  t.like({ property, foundBy }, { property: 'one-vote-per-term', foundBy: 'exhaustive' });
  t.is(shrinking.result, 'proven shortest');
});
