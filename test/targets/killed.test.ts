// Every mutant is found: the short ones by searching everything, the others by a hunt.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import type { ActionKind } from '../../faults/action.ts';
import { kindsFairTo } from '../../faults/catalogue.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { explore } from '../../search/exploring/explore.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { SEARCH_FAULTS, type Bounds, type SearchFault } from '../../search/exploring/bounds.ts';
import { lengthOf } from '../../simulator/decision.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import type { Mutant, Shortest } from '../../targets/mutants/mutant.ts';
import { raft } from '../../targets/raft.ts';
import { huntFor } from '../search/hunting/hunt-for.ts';

const MAX_STATES = 2_000_000;

/** Up to here a test searches all that may happen, so that what it finds first is the shortest. */
const DECISIONS_PROVEN = 8;

/** Proven with minutes of searching; here it must do to look where the short runs are. */
interface Narrow {
  readonly faults: readonly SearchFault[];
  readonly maxTerm: number;
}

const NARROW: Readonly<Record<string, Narrow>> = {
  'no-election-restriction': { faults: [], maxTerm: 2 },
  'vote-counted-in-any-role': { faults: ['duplicate'], maxTerm: 1 },
  'truncation-takes-term-back': { faults: [], maxTerm: 2 },
  'commit-index-goes-back': { faults: [], maxTerm: 1 },
  'commits-older-terms': { faults: [], maxTerm: 2 },
  'conflicting-tail-kept': { faults: [], maxTerm: 2 },
  'matches-assumed-and-committed': { faults: [], maxTerm: 2 },
  'truncated-tail-returns': { faults: ['crash'], maxTerm: 2 },
  'up-to-date-in-both': { faults: [], maxTerm: 2 },
};

function lengthFound(mutant: Mutant, property: string, { decisions, nodes }: Shortest) {
  const narrow = decisions > DECISIONS_PROVEN ? NARROW[mutant.id] : undefined;
  const all = { faults: SEARCH_FAULTS, maxTerm: null };
  const bounds: Bounds = {
    nodes,
    maxDecisions: decisions,
    maxStates: MAX_STATES,
    ...(narrow ?? all),
  };
  const properties = [propertyNamed(property as PropertyId)].flatMap((one) => one ?? []);
  const result = explore(mutant.target, bounds, { properties, timing: LAB_TIMING });
  return result.kind === 'violated' ? lengthOf(result.run) : null;
}

function isSearched({ id, shortest }: Mutant): boolean {
  if (shortest?.evidence !== 'proven') return false;
  return shortest.decisions <= DECISIONS_PROVEN || id in NARROW;
}

for (const mutant of MUTANTS) {
  const { id, shortest, breaks, alsoBreaks } = mutant;
  if (shortest === null || !isSearched(mutant)) continue;
  test(`searching everything finds how ${id} breaks ${breaks}, in as few decisions as it says`, (t) => {
    const found = lengthFound(mutant, breaks, shortest);
    t.is(found, shortest.decisions, `correct \`shortest\` of ${id}, or see why it got harder`);
    for (const also of alsoBreaks) {
      if (also.evidence !== 'proven' || also.decisions > DECISIONS_PROVEN) continue;
      const { property, decisions } = also;
      t.is(lengthFound(mutant, property, also), decisions, `correct \`alsoBreaks\` of ${id}`);
    }
  });
}

/** What it takes to make logs differ. */
const DIVERGING: readonly ActionKind[] = ['partition', 'isolate', 'heal', 'propose', 'elapse'];

const NO_SHRINKING = { maxExecutions: 1, maxStates: 1, shouldStop: () => true };

/** A server that lags behind, with a clock that is fast. */
const HURRYING: readonly ActionKind[] = ['isolate', 'heal', 'propose', 'elapse', 'driftClock'];

interface Hunted {
  readonly faults: readonly ActionKind[];
  readonly nodes: readonly number[];
}

/** Nothing needs to go wrong. */
const CALM: Hunted = { faults: ['propose', 'elapse'], nodes: [3] };

const AMONG_THREE: Hunted = { faults: DIVERGING, nodes: [3] };

/** Mutants that only time can kill, or runs too long to search, and what they need. */
const HUNTED: Readonly<Record<string, Hunted>> = {
  'up-to-date-by-length-only': AMONG_THREE,
  'commit-beyond-new-entries': AMONG_THREE,
  'heartbeat-skips-log-check': AMONG_THREE,
  'previous-term-not-compared': AMONG_THREE,
  'commit-waits-at-old-entries': AMONG_THREE,
  'match-assumed-at-election': AMONG_THREE,
  'rivals-leader-refused': AMONG_THREE,
  'any-candidate-renews-timer': { faults: HURRYING, nodes: [3] },
  'refused-term-not-learned': { faults: [...HURRYING, 'failForGood'], nodes: [3] },
  'fixed-election-timeout': { faults: kindsFairTo(raft.capabilities), nodes: [4] },
  'stale-leader-is-heeded': { faults: ['isolate', 'heal', 'elapse'], nodes: [3] },
  'pipelined-refusal-ignored': {
    faults: ['loseMessages', 'propose', 'elapse', 'crash', 'rejoin', 'isolate', 'heal'],
    nodes: [3],
  },
  'committed-never-applied': CALM,
  'commit-index-not-sent': CALM,
  'heartbeat-commits-nothing': CALM,
  'next-index-off-by-one': CALM,
  'granted-vote-renews-nothing': { faults: kindsFairTo(raft.capabilities), nodes: [3, 5] },
  'election-timeout-from-zero': CALM,
  'answers-answered-at-once': CALM,
  'peers-alone-commit': { ...CALM, nodes: [1] },
};

for (const mutant of MUTANTS) {
  const { id, breaks, target } = mutant;
  const hunted = HUNTED[id];
  if (hunted === undefined) continue;
  test(`a hunt finds how ${id} breaks ${breaks}`, (t) => {
    const property = breaks as PropertyId;
    const options = { engines: ['timed'], seed: 2, maxRuns: 4_000, ...hunted } as const;
    const hurried = { ...huntFor(target, property, options), shrinkLimits: () => NO_SHRINKING };
    const { firstFind, progress, broken } = hunt(target, hurried);
    const others = broken.filter((other) => other !== breaks).join(', ');
    t.not(firstFind, null, `not in ${progress.runs} runs; it broke ${others || 'nothing'}`);
  });
}

/** Those of the tutorial's defects that liveness.test.ts puts into node states of their own. */
const SITUATED = [
  'higher-term-keeps-vote',
  'leader-forgets-contact',
  'leader-never-gives-up',
  'heartbeats-one-by-one',
];

test('no mutant is forgotten: each is searched, hunted or put into a situation', (t) => {
  for (const mutant of MUTANTS) {
    const { id } = mutant;
    const ways = [isSearched(mutant), id in HUNTED, SITUATED.includes(id)];
    t.is(ways.filter(Boolean).length, 1, `${id}: say in this file how it is found, once`);
  }
});
