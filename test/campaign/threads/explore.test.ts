import test from 'ava';
import { exploreInThreads } from '../../../campaign/threads/explore-in-threads.ts';
import type { ExploreRequest } from '../../../campaign/threads/explore-job.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { moduleOfCore, moduleThat } from './modules.ts';

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

/** What does not depend on how long it took. */
async function comesTo(request: ExploreRequest): Promise<object> {
  const exploration = await exploreInThreads(request, () => undefined).done;
  return { ...exploration, wallMs: 0, cpuMs: 0 };
}

const DIVIDED = {
  ...ORDER,
  bounds: { ...ORDER.bounds, maxDecisions: 6, maxTerm: 2, maxStates: 100_000 },
  divideFrom: 2,
};

test('a search comes to the same with one thread, with two and with three', async (t) => {
  const one = await comesTo(DIVIDED);
  for (const workers of [2, 3]) t.deepEqual(await comesTo({ ...DIVIDED, workers }), one);
});

test('each thread imports the module of a target by itself', async (t) => {
  const request: ExploreRequest = { ...DIVIDED, target: 'my-raft', module: moduleOfCore(t) };
  const one = await comesTo(request);
  t.deepEqual(await comesTo({ ...request, workers: 2 }), one);
});

test('what is found by one of several threads is shrunk and told as what one thread finds', async (t) => {
  const request: ExploreRequest = {
    ...DIVIDED,
    target: 'vote-not-persisted',
    properties: ['log-matching', 'one-vote-per-term'],
  };
  const [one, two] = await Promise.all([comesTo(request), comesTo({ ...request, workers: 2 })]);
  t.like(one, { outcome: { kind: 'violated' } });
  t.deepEqual(two, one);
});

test('several threads refute a claim of symmetry by the same two runs as one thread', async (t) => {
  const module = moduleThat(t, 'return { state, effects: [election] };');
  const request: ExploreRequest = { ...DIVIDED, target: 'faulty', module };
  const refuted = async (workers: number): Promise<string> => {
    const { done } = exploreInThreads({ ...request, workers }, () => undefined);
    return done.then(
      ({ outcome }) => `not refuted, but ${outcome.kind}`,
      ({ message }: Error) => message,
    );
  };
  const one = await refuted(1);
  t.regex(one, /is symmetric, and is not/);
  t.is(await refuted(2), one);
});

test('a search that takes too much memory ends at its last whole depth', async (t) => {
  const depths: number[] = [];
  const request = { ...DIVIDED, bounds: { ...DIVIDED.bounds, maxDecisions: 40 }, maxBytes: 1 };
  const bounds = { ...request.bounds, maxTerm: null, maxStates: 100_000_000 };
  const search = exploreInThreads({ ...request, bounds }, ({ depth }) => depths.push(depth));
  const { outcome } = await search.done;
  t.like(outcome, { kind: 'limitReached', limit: 'memory', depth: depths.at(-1) ?? 0 });
});
