/** What runs add up to: numbers alone, so that parts of a hunt can be added in any order. */
import type { PropertyId } from '../../properties/property.ts';
import { addFaults, noFaults, type FaultCounts } from '../../trace/fault-counts.ts';
import type { Finding } from '../finding.ts';
import type { Divergence } from '../running/determinism.ts';
import type { FirstFind, HuntResult } from './hunt-options.ts';
import { outcomeOf } from './outcome.ts';
import type { Counts, HuntProgress, Tally } from './tally.ts';

export interface HuntCounts extends Omit<HuntProgress, 'phase' | 'found'> {
  /** Timed runs that reached a limit. */
  readonly inconclusiveRuns: number;
  /** Leaders elected in runs without a clock. */
  readonly untimedLeaders: number;
  /** Adversarial runs that PCT scheduled. */
  readonly pctRuns: number;
  /** The most chains of events in one of them, and the most decisions; 0 if there was none. */
  readonly pctWidth: number;
  readonly pctLength: number;
  /** How often each judged property was put to the test, in the runs of both engines. */
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** The same for each kind of fault. */
  readonly faultCounts: Readonly<FaultCounts>;
  /** In how many runs each property broke. */
  readonly brokenRuns: Readonly<Partial<Record<PropertyId, number>>>;
  /** Runs that were performed twice, and how many of those went two ways. */
  readonly rechecked: number;
  readonly diverged: number;
  /** Where the first of them did; null if none has, or if it is not known. */
  readonly divergence: Divergence | null;
}

export const NO_COUNTS: HuntCounts = {
  runs: 0,
  adversarialRuns: 0,
  decisions: 0,
  failedRuns: 0,
  events: 0,
  simulatedMs: 0,
  leaders: 0,
  runsWithLeader: 0,
  splitVotes: 0,
  faults: 0,
  inconclusiveRuns: 0,
  untimedLeaders: 0,
  pctRuns: 0,
  pctWidth: 0,
  pctLength: 0,
  exercised: {},
  faultCounts: noFaults(),
  brokenRuns: {},
  rechecked: 0,
  diverged: 0,
  divergence: null,
};

/** What the adversarial engine counts. */
export interface UntimedCounts extends Counts {
  readonly leaders: number;
  readonly ordered: Pick<HuntCounts, 'pctWidth' | 'pctLength'>;
}

/** What the runs of one runner add up to. */
export function countsOf(
  tally: Tally,
  { rechecked, diverged, divergence }: Pick<HuntCounts, 'rechecked' | 'diverged' | 'divergence'>,
  untimed: UntimedCounts | null,
): HuntCounts {
  const { runs, adversarialRuns, decisions, failedRuns, inconclusiveRuns } = tally;
  const { events, simulatedMs, leaders, runsWithLeader, splitVotes, faults } = tally;
  return {
    ...{ runs, adversarialRuns, decisions, failedRuns, inconclusiveRuns },
    ...{ events, simulatedMs, leaders, runsWithLeader, splitVotes, faults },
    ...tally.countsWith(untimed),
    untimedLeaders: untimed?.leaders ?? 0,
    pctRuns: tally.pctRuns,
    ...(untimed?.ordered ?? { pctWidth: 0, pctLength: 0 }),
    brokenRuns: Object.fromEntries(tally.broken),
    ...{ rechecked, diverged, divergence },
  };
}

/** The progress of all runs but a part of them. */
export function progressWithout(all: HuntProgress, part: HuntCounts): HuntProgress {
  return {
    phase: all.phase,
    runs: all.runs - part.runs,
    adversarialRuns: all.adversarialRuns - part.adversarialRuns,
    decisions: all.decisions - part.decisions,
    failedRuns: all.failedRuns - part.failedRuns,
    events: all.events - part.events,
    simulatedMs: all.simulatedMs - part.simulatedMs,
    leaders: all.leaders - part.leaders,
    runsWithLeader: all.runsWithLeader - part.runsWithLeader,
    splitVotes: all.splitVotes - part.splitVotes,
    faults: all.faults - part.faults,
    found: all.found,
  };
}

export function sumOf(one: HuntCounts, other: HuntCounts): HuntCounts {
  const faultCounts = { ...one.faultCounts };
  addFaults(faultCounts, other.faultCounts);
  return {
    runs: one.runs + other.runs,
    adversarialRuns: one.adversarialRuns + other.adversarialRuns,
    decisions: one.decisions + other.decisions,
    failedRuns: one.failedRuns + other.failedRuns,
    events: one.events + other.events,
    simulatedMs: one.simulatedMs + other.simulatedMs,
    leaders: one.leaders + other.leaders,
    runsWithLeader: one.runsWithLeader + other.runsWithLeader,
    splitVotes: one.splitVotes + other.splitVotes,
    faults: one.faults + other.faults,
    inconclusiveRuns: one.inconclusiveRuns + other.inconclusiveRuns,
    untimedLeaders: one.untimedLeaders + other.untimedLeaders,
    pctRuns: one.pctRuns + other.pctRuns,
    pctWidth: Math.max(one.pctWidth, other.pctWidth),
    pctLength: Math.max(one.pctLength, other.pctLength),
    exercised: addedUp(one.exercised, other.exercised),
    faultCounts,
    brokenRuns: addedUp(one.brokenRuns, other.brokenRuns),
    rechecked: one.rechecked + other.rechecked,
    diverged: one.diverged + other.diverged,
    divergence: one.divergence ?? other.divergence,
  };
}

type ByProperty = Readonly<Partial<Record<PropertyId, number>>>;

function addedUp(one: ByProperty, other: ByProperty): ByProperty {
  const sum: Partial<Record<PropertyId, number>> = { ...one };
  for (const [id, count] of Object.entries(other)) {
    const property = id as PropertyId;
    sum[property] = (sum[property] ?? 0) + count;
  }
  return sum;
}

/** What broke in a run was put to the test in it. */
function exercisedIn({ exercised, brokenRuns }: HuntCounts): HuntCounts['exercised'] {
  const least = Object.entries(brokenRuns) as [PropertyId, number][];
  const counted = least.map(([id, runs]) => [id, Math.max(runs, exercised[id] ?? 0)] as const);
  return { ...exercised, ...Object.fromEntries(counted) };
}

/** What a hunt is judged by, beside its counts. */
export interface Judged {
  readonly sought: ReadonlySet<PropertyId> | null;
  readonly firstFind: FirstFind | null;
  readonly findings: readonly Finding[];
}

export function resultOf(
  counts: HuntCounts,
  progress: HuntProgress,
  { sought, firstFind, findings }: Judged,
): HuntResult {
  const { inconclusiveRuns, faultCounts, brokenRuns, rechecked, diverged } = counts;
  const exercised = exercisedIn(counts);
  const broken = Object.keys(brokenRuns) as PropertyId[];
  const figures = {
    runs: counts.runs + counts.adversarialRuns,
    inconclusiveRuns,
    leaders: counts.leaders + counts.untimedLeaders,
    exercised,
    broken,
    diverged,
    divergence: counts.divergence,
  };
  return {
    outcome: outcomeOf(figures, sought),
    progress,
    inconclusiveRuns,
    exercised,
    faultCounts,
    firstFind,
    findings,
    broken,
    brokenRuns,
    rechecked,
    diverged,
  };
}

/** Without what is no progress. */
export function progressOf({
  phase,
  runs,
  adversarialRuns,
  decisions,
  failedRuns,
  events,
  simulatedMs,
  leaders,
  runsWithLeader,
  splitVotes,
  faults,
  found,
}: HuntProgress): HuntProgress {
  const work = { runs, adversarialRuns, decisions, failedRuns, events, simulatedMs };
  return { phase, ...work, leaders, runsWithLeader, splitVotes, faults, found };
}
