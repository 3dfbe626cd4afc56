// The exhaustive engine finds the shortest runs there are, and proves where there are none.
import test from 'ava';
import { PAPER_RULES } from '../../../core/rules.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { property, type PropertyId } from '../../../properties/property.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import {
  SEARCH_FAULTS,
  type Bounds,
  type SearchOptions,
  type SearchResult,
} from '../../../search/exploring/bounds.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { raft, raftTarget } from '../../../targets/raft.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';
import { naiveOrbitsByDepth } from './naive-orbits.ts';
import { naiveStatesByDepth } from './naive-search.ts';

/** Proofs of more decisions than this take longer than a test should. */
const DECISIONS_TESTED = 6;

const BOUNDS: Bounds = {
  nodes: 3,
  maxDecisions: DECISIONS_TESTED,
  maxTerm: null,
  faults: SEARCH_FAULTS,
  maxStates: 500_000,
};

function search(
  target: PureTarget,
  bounds: Partial<Bounds> = {},
  options: Partial<SearchOptions> = {},
): SearchResult {
  const judged = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING };
  return explore(target, { ...BOUNDS, ...bounds }, { ...judged, ...options });
}

/** Answers before it writes. */
const repliesFirst = raftTarget('replies-first', {
  ...PAPER_RULES,
  orderEffects: (writes, others) => [...others, ...writes],
});

/** Properties of which all that they remember counts, but the numbers of steps. */
const WORDY = SAFETY_PROPERTIES.map(({ safetyState: _, forWitness: __, ...rest }) => rest);

/** The same target, searched as if its nodes were not alike. */
function withoutSymmetry(target: PureTarget): PureTarget {
  return { ...target, capabilities: { ...target.capabilities, symmetric: false } };
}

function lengthOf(result: SearchResult): number | null {
  return result.kind === 'violated' ? result.run.length : null;
}

for (const { id, target, breaks, shortest } of MUTANTS) {
  const broken = propertyNamed(breaks as PropertyId);
  if (shortest?.evidence !== 'proven' || broken.kind !== 'safety') continue;
  const { decisions, nodes } = shortest;
  if (decisions > DECISIONS_TESTED) continue;

  test(`the shortest run in which ${id} breaks ${breaks} has ${decisions} decisions`, (t) => {
    const { capabilities } = target;
    const faults = capabilities.persistence ? SEARCH_FAULTS : (['duplicate'] as const);
    const found = search(target, { nodes, faults }, { properties: [broken] });
    t.is(lengthOf(found), decisions, `${found.kind} after ${found.states} states`);
    if (found.kind !== 'violated') return;
    const schedule = { nodes, timing: LAB_TIMING, decisions: found.run };
    const replayed = performSchedule(target, schedule, { sought: new Set([broken.id]) });
    t.deepEqual(replayed.skipped, [], 'a run that was found must be enabled, decision by decision');
    t.true(
      replayed.violations.some((violation) => violation.property === broken.id),
      'a run that was found must break the property when it is performed again',
    );
    t.is(replayed.performed.length, decisions);
  });

  test(`${id} is found at the same length if its nodes are not taken to be alike`, (t) => {
    const found = search(withoutSymmetry(target), { nodes }, { properties: [broken] });
    t.is(lengthOf(found), decisions);
  });
}

test('no run of up to 6 decisions breaks any safety property of the core: a proof', (t) => {
  const result = search(raft);
  t.is(result.kind, 'complete');
  t.deepEqual(search(raft), result, 'the same search must take the same way');
});

test('what properties remember multiplies no states: it mostly follows from what is seen', (t) => {
  const [bare, judged] = [search(raft, {}, { properties: [] }), search(raft)];
  for (const { id } of SAFETY_PROPERTIES) {
    const { states } = search(raft, {}, { properties: [propertyNamed(id)] });
    const ratio = states / bare.states;
    t.true(ratio < 1.15, `${id} has ${ratio.toFixed(2)} times the states: see its safetyState`);
  }
  const ratio = judged.states / bare.states;
  t.true(ratio < 1.2, `all together have ${ratio.toFixed(2)} times the states`);
});

test('taking nodes for alike leaves fewer states, and the same verdict', (t) => {
  const [alike, apart] = [search(raft), search(withoutSymmetry(raft), { maxDecisions: 5 })];
  t.is(alike.kind, 'complete');
  t.is(apart.kind, 'complete');
  const depth = 5;
  const ratio = (apart.statesByDepth[depth] ?? 0) / (alike.statesByDepth[depth] ?? 1);
  t.true(ratio > 2 && ratio <= 6, `3 nodes have 6 orders; ${ratio} times as many states is odd`);
});

test('a reply before the write is found only by a crash within the step', (t) => {
  const properties = [propertyNamed('one-vote-per-term')];
  const within = search(repliesFirst, {}, { properties });
  t.is(within.kind, 'violated');
  if (within.kind === 'violated') {
    t.true(within.run.some(({ kind }) => kind === 'crashWithin'));
    const schedule = { nodes: 3, timing: LAB_TIMING, decisions: within.run };
    t.is(performSchedule(repliesFirst, schedule, { sought: null }).verdict, 'violated');
  }
  const between = search(repliesFirst, { faults: ['duplicate', 'crash'] }, { properties });
  t.is(between.kind, 'complete');
});

test('without duplication a message arrives once', (t) => {
  const countsCopies = raftTarget('counts-copies', {
    ...PAPER_RULES,
    majority: () => 3,
    // Every arrival of a vote is another vote.
    addVote: (votes) => votes | (votes << 1),
  });
  const properties = [propertyNamed('leader-has-quorum')];
  const bounds = { nodes: 5, maxDecisions: 4 };
  const doubled = search(countsCopies, { ...bounds, faults: ['duplicate'] }, { properties });
  t.is(lengthOf(doubled), 4, 'election, request, and the one vote twice');
  if (doubled.kind === 'violated') t.is(doubled.run[2]?.kind, 'duplicate');
  const single = search(countsCopies, { ...bounds, faults: [] }, { properties });
  t.is(single.kind, 'complete');
});

test('a search that would see too many states stops, and says how far it came', (t) => {
  const result = search(raft, { maxDecisions: 9, maxStates: 100 });
  t.is(result.kind, 'limitReached');
  if (result.kind === 'limitReached') t.is(result.depth, 4);
});

test('a search stops when it is told to, after a depth or within one', (t) => {
  const depths: number[] = [];
  const onDepth = (depth: number): boolean => depths.push(depth) < 3;
  const told = search(raft, {}, { onDepth });
  t.deepEqual(depths, [1, 2, 3]);
  t.is(told.kind === 'limitReached' ? told.depth : null, 3);
  const interrupted = search(raft, { maxDecisions: 20 }, { shouldStop: () => true });
  t.is(interrupted.kind, 'limitReached');
});

const HELD_BY_BOTH: readonly PropertyId[] = ['election-safety', 'log-matching', 'match-monotonic'];

for (const target of [raft, repliesFirst] as PureTarget[]) {
  test(`a naive search of ${target.name} sees exactly as many states`, (t) => {
    const depth = 4;
    const properties = WORDY.filter(({ id }) => HELD_BY_BOTH.includes(id));
    const result = search(withoutSymmetry(target), { maxDecisions: depth }, { properties });
    const counted = naiveStatesByDepth(target, 3, depth, properties, LAB_TIMING);
    t.deepEqual(result.statesByDepth, counted);
  });
}

for (const target of [raft, repliesFirst] as PureTarget[]) {
  test(`a naive search of ${target.name} under all names sees exactly as many states`, (t) => {
    const depth = 4;
    const properties = WORDY.filter(({ id }) => HELD_BY_BOTH.includes(id));
    const result = search(target, { maxDecisions: depth }, { properties });
    const counted = naiveOrbitsByDepth(target, 3, depth, properties, LAB_TIMING);
    t.deepEqual(result.statesByDepth, counted);
  });
}

test('a property that looks at other nodes is asked again whenever they look different', (t) => {
  const noRival = property<null>({
    id: 'election-safety',
    kind: 'safety',
    claim: 'nobody stands for term 2 while somebody leads term 1',
    source: 'nobody: what breaks it is known, decision by decision',
    start: () => null,
    safetyState: () => null,
    on: {
      standing(memory, { after, views, step, timeMs }, judge) {
        const stands = after?.role === 'candidate' && after.currentTerm === 2;
        if (stands && views.some((view) => view?.role === 'leader')) {
          judge.violated({ observed: 'a rival stands', because: [], step, timeMs });
        }
        return memory;
      },
    },
  });
  const result = search(raft, {}, { properties: [noRival] });
  t.is(lengthOf(result), 4, 'election, request, vote, and the voter times out');
});

test('terms beyond the bound are left out', (t) => {
  const bounded = search(raft, { maxDecisions: 4, maxTerm: 1 });
  const free = search(raft, { maxDecisions: 4, maxTerm: null });
  t.true(bounded.states < free.states);
});

test('a target that throws breaks never-throws, in the shortest run that makes it throw', (t) => {
  const fragile: PureTarget = {
    ...(raft as PureTarget),
    name: 'fragile',
    step: (state, input, localTimeMs) => {
      if (input.kind === 'timerFired' && input.timer === 'heartbeat') throw new Error('no pulse');
      return raft.step(state as never, input, localTimeMs);
    },
  };
  const result = search(fragile);
  t.is(result.kind, 'violated');
  if (result.kind !== 'violated') return;
  t.is(result.run.length, 4, 'election, request, vote, heartbeat');
});

test('liveness properties are refused: nothing is owed without a clock', (t) => {
  const properties = [propertyNamed('eventual-leader')];
  t.throws(() => search(raft, {}, { properties }), { message: /eventual-leader/ });
});

test('the tutorial elects two leaders in one term, found by search alone', (t) => {
  const properties = [propertyNamed('election-safety')];
  const result = search(tutorial, { faults: ['duplicate'] }, { properties });
  t.is(lengthOf(result), 6, `${result.kind} after ${result.states} states`);
});
