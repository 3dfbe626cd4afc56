// The exhaustive engine finds the shortest runs there are, and proves where there are none.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { PROPERTIES, propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { explore } from '../../search/exhaustive.ts';
import { SEARCH_FAULTS, type SearchResult } from '../../search/search-types.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { raft } from '../../targets/raft.ts';

/** Proofs of more decisions than this take longer than a test should. */
const DECISIONS_TESTED = 6;

function search(
  target: PureTarget,
  properties: readonly string[],
  maxDecisions: number,
): SearchResult {
  return explore(
    target,
    { nodes: 3, maxDecisions, maxTerm: null, faults: SEARCH_FAULTS, maxStates: 500_000 },
    { properties: PROPERTIES.filter(({ id }) => properties.includes(id)), timing: LAB_TIMING },
  );
}

for (const { id, target, breaks, shortest } of MUTANTS) {
  if (shortest === null || shortest.evidence !== 'proven') continue;
  if (
    shortest.decisions > DECISIONS_TESTED ||
    propertyNamed(breaks as PropertyId)?.kind !== 'safety'
  )
    continue;

  test(`the shortest run in which ${id} breaks ${breaks} has ${shortest.decisions} decisions`, (t) => {
    const result = search(target, [breaks], DECISIONS_TESTED);
    t.is(result.kind, 'violated', `${result.states} states were searched`);
    if (result.kind === 'violated') t.is(result.run.length, shortest.decisions);
  });
}

test('no run of up to 5 decisions breaks any safety property of the core: a proof', (t) => {
  const safety = PROPERTIES.filter(({ kind }) => kind === 'safety').map(({ id }) => id);
  const result = search(raft, safety, 5);
  t.is(result.kind, 'complete');
  t.deepEqual(result.statesByDepth, [1, 6, 45, 305, 2173, 15774]);
});

test('a crash within a step is one decision: a vote forgotten over it is found in three', (t) => {
  const forgetful: PureTarget = {
    ...(raft as PureTarget),
    name: 'forgetful',
    boot: (identity, durable) => {
      const kept = durable as { readonly votedFor: number | null } | null;
      return raft.boot(identity, kept === null ? null : { ...kept, votedFor: null });
    },
  };
  const result = search(forgetful, ['one-vote-per-term'], 4);
  t.is(result.kind, 'violated');
  if (result.kind === 'violated') t.is(result.run.length, 3, JSON.stringify(result.run));
});

test('a search that would see too many states stops, and says how far it came', (t) => {
  const bounds = {
    nodes: 3,
    maxDecisions: 9,
    maxTerm: null,
    faults: SEARCH_FAULTS,
    maxStates: 100,
  };
  const properties = PROPERTIES.filter(({ id }) => id === 'election-safety');
  const result = explore(raft, bounds, { properties, timing: LAB_TIMING });
  t.is(result.kind, 'limitReached');
  if (result.kind === 'limitReached') t.is(result.depth, 2);
});

test('terms beyond the bound are left out', (t) => {
  const bounds = { nodes: 3, maxDecisions: 4, maxTerm: 1, faults: [], maxStates: 10_000 };
  const properties = PROPERTIES.filter(({ id }) => id === 'term-monotonic');
  const bounded = explore(raft, bounds, { properties, timing: LAB_TIMING });
  const free = explore(raft, { ...bounds, maxTerm: null }, { properties, timing: LAB_TIMING });
  t.true(bounded.states < free.states);
});
