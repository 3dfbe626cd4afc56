import { pathToFileURL } from 'node:url';
import test from 'ava';
import { carefulElection, naiveElection } from '../../examples/bring-your-own/election.ts';
import {
  CannotRun,
  CheckFailed,
  explore,
  type ExploreOptions,
  type PureTarget,
} from '../../library/index.ts';
import { moduleOf } from '../campaign/threads/modules.ts';
import { raftLive } from '../../targets/raft-live.ts';
import { idle, thrower, ticking } from './targets.ts';

const QUIET = { out: null } as const;

test('A search that ends is a proof, and says of what', (t) => {
  const { states, decisions, report } = explore(carefulElection, { ...QUIET, maxDecisions: 5 });
  t.true(states > 200 && decisions > states);
  t.regex(report, /held in all runs of up to 5 decisions: a proof/);
  t.regex(report, /messages may come\s+late, twice or never/);
  t.regex(report, /Setting +\{ nodes: 3, maxDecisions: 5 \}/);
});

test('What a search finds first is a shortest run', (t) => {
  const options = { ...QUIET, properties: ['election-safety'] } as const;
  const failure = t.throws(() => explore(naiveElection, options), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'violated');
  t.is(failure?.finding?.shrinking.shrunk.decisions, 6);
  t.is(failure?.finding?.foundBy, 'exhaustive');
});

test('A search that may not see enough proves nothing', (t) => {
  const options = { ...QUIET, maxStates: 50, maxDecisions: 20 };
  const failure = t.throws(() => explore(carefulElection, options), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'inconclusive');
  t.regex(failure?.message ?? '', /it has seen as many states as it may after \d+\s+decisions/);
});

test('A target that throws in a search is told so', (t) => {
  const failure = t.throws(() => explore(thrower, QUIET), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'crashed');
  t.regex(failure?.message ?? '', /^thrower: n\d threw TypeError: no such neighbour\n/);
});

const WRONG: readonly (readonly [object, RegExp])[] = [
  [{ nodes: 10 }, /^nodes: 10 is no whole number from 1 to 9$/],
  [{ maxDecisions: 0 }, /^maxDecisions: 0 is no/],
  [{ workers: 0 }, /^workers: 0 is no whole number from 1 to 256$/],
  [{ workers: 2 }, /^workers: threads cannot be given an object: pass the URL of the module/],
  [{ maxTerm: 0.5 }, /^maxTerm: 0.5 is no/],
  [
    { faults: ['partition'] },
    /^faults: "partition" is unknown; there are duplicate, crash, crashW/,
  ],
  [
    { properties: ['progress'] },
    /^properties: progress is owed in time, and a search has no clock$/,
  ],
];

for (const [options, message] of WRONG) {
  test(`A bound out of range is named: ${JSON.stringify(options)}`, (t) => {
    t.throws(() => explore(idle, options as ExploreOptions), { instanceOf: RangeError, message });
  });
}

test('Data that no JSON can say would hide states from a search, and is refused', (t) => {
  const hidden = ticking('hidden', () => ({ state: { ticks: Infinity }, effects: [] }));
  const failure = t.throws(() => explore(hidden, QUIET), { instanceOf: CheckFailed });
  t.regex(
    failure?.message ?? '',
    /hidden: step, timer alarm: its state holds Infinity, which no J/,
  );
});

test('A target that was written by hand is looked at like any other', (t) => {
  const boss = {
    family: 'pure',
    name: 'boss',
    capabilities: { persistence: false, proposals: false, symmetric: false },
    boot: () => ({ state: {}, effects: [] }),
    step: (state: unknown) => ({ state, effects: [] }),
    view: () => ({ role: 'boss' }),
    viewDurable: () => ({ currentTerm: 0, votedFor: null, log: [] }),
    classify: () => ({ kind: 'other', term: 0 }),
  };
  const failure = t.throws(() => explore(boss as unknown as PureTarget, QUIET));
  t.regex(failure?.message ?? '', /boss: boot: its view: role "boss"/);
});

test('The usual size of a search is one that the target is meant for', (t) => {
  const { report } = explore({ ...idle, smallestCluster: 5 }, { ...QUIET, maxDecisions: 2 });
  t.regex(report, /with 5 nodes breaks/);
});

test('A step that writes to the state it is given cannot mislead a search', (t) => {
  const writer = ticking('writer', (state) => {
    (state as { ticks: number }).ticks += 1;
    return { state, effects: [] };
  });
  const failure = t.throws(() => explore(writer, QUIET), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'crashed');
  t.regex(failure?.message ?? '', /Cannot assign to read only property 'ticks'/);
});

test('A step that rolls dice cannot mislead a search', (t) => {
  let rolls = 0;
  const gambler = ticking('gambler', () => {
    rolls += 1;
    return { state: { ticks: rolls }, effects: [] };
  });
  const failure = t.throws(() => explore(gambler, QUIET), { instanceOf: CheckFailed });
  t.regex(
    failure?.message ?? '',
    /gambler: step, timer alarm: the same request got two answers: state.ticks is 1, then 2/,
  );
});

test('A live target is told that a search is not for it', (t) => {
  t.throws(() => explore(raftLive as unknown as PureTarget, QUIET), {
    instanceOf: TypeError,
    message: /^raft-live is live code: it can be checked in runs with a clock, not searched$/,
  });
});

const EXAMPLE = new URL('../../examples/bring-your-own/election.ts', import.meta.url).href;

test('A module is searched in threads, and comes to the same as its target in this one', async (t) => {
  const source = `import { carefulElection } from '${EXAMPLE}'; export default carefulElection;`;
  const module = pathToFileURL(moduleOf(t, source));
  const { states, decisions } = explore(carefulElection, { ...QUIET, maxDecisions: 5 });
  for (const workers of [1, 2]) {
    const proof = await explore(module, { ...QUIET, maxDecisions: 5, workers });
    t.like(proof, { states, decisions });
    t.regex(proof.report, /held in all runs of up to 5 decisions: a proof/);
  }
});

test('What is found in threads is told as what is found in this one', async (t) => {
  const source = `import { naiveElection } from '${EXAMPLE}'; export default naiveElection;`;
  const module = pathToFileURL(moduleOf(t, source));
  const options = { ...QUIET, properties: ['election-safety'], workers: 2 } as const;
  const failure = await t.throwsAsync(explore(module, options), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'violated');
  t.is(failure?.finding?.shrinking.shrunk.decisions, 6);
  t.regex(failure?.message ?? '', /^naive-election breaks election-safety\n/);
});

test('A module that exports no target is refused, and so is one that is not there', async (t) => {
  const empty = pathToFileURL(moduleOf(t, 'export const nothing = 1;'));
  const missing = new URL('./no-such-module.ts', import.meta.url);
  const refused = { instanceOf: CannotRun } as const;
  await t.throwsAsync(explore(empty, QUIET), { ...refused, message: /it exports no target/ });
  await t.throwsAsync(explore(missing, QUIET), { ...refused, message: /there is no such file/ });
});
