/** What a hunt came to: built here alone, in one order of precedence, for every report. */
import type { PropertyId } from '../../properties/property.ts';
import type { Divergence } from '../running/determinism.ts';

/**
 * Gravest first:
 * - `diverged`: a run failed once and not again, or went two ways: nothing of it can be trusted.
 * - `violated`: these of the judged properties broke.
 * - `crashed`: the same, but only `never-throws` did.
 * - `inconclusive`: nothing broke, and nothing is proved.
 * - `held`: all judged properties held, and all but the `idle` ones were put to the test.
 */
export type HuntOutcome =
  | { readonly kind: 'diverged'; readonly divergence: Divergence | null }
  | { readonly kind: 'violated'; readonly properties: readonly PropertyId[] }
  /** In no other way than by a step that stood still. */
  | { readonly kind: 'crashed'; readonly stoodStill?: true }
  | { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason }
  | {
      readonly kind: 'held';
      /** How many properties were judged and put to the test. */
      readonly exercised: number;
      /** Those that were judged and never put to the test. */
      readonly idle: readonly PropertyId[];
    };

export type OutcomeKind = HuntOutcome['kind'];

/** Gravest first. */
export const OUTCOME_KINDS: readonly OutcomeKind[] = [
  'diverged',
  'crashed',
  'violated',
  'inconclusive',
  'held',
];

export type InconclusiveReason =
  | { readonly kind: 'nothingRun' }
  /** The campaign has fewer chunks than shards, and this one of `count` has none of them. */
  | {
      readonly kind: 'emptyShard';
      readonly index: number;
      readonly count: number;
      readonly chunks: number;
    }
  /** Nothing broke until it was asked to end before its time. */
  | { readonly kind: 'interrupted' }
  /** Nothing broke in those chunks of a campaign that have come in. */
  | ({ readonly kind: 'partOfCampaign' } & PartOfCampaign)
  /** So many runs reached a limit before they were over. */
  | { readonly kind: 'limitReached'; readonly runs: number }
  /** No run elected a leader: nothing about leaders was put to the test. */
  | { readonly kind: 'noLeader' }
  /** The properties that were asked for, or all of them, never came up. */
  | { readonly kind: 'neverExercised'; readonly properties: readonly PropertyId[] };

/** How much of a campaign that others perform is known. */
export interface PartOfCampaign {
  /** How many chunks have come in, of how many. */
  readonly done: number;
  readonly chunks: number;
  /** Whether somebody is at the others. */
  readonly isUnderWay: boolean;
}

/**
 * The same of a hunt that was asked to end before its time, or of which only a part has come in:
 * what had not broken proves nothing.
 */
export function interruptedOutcome(
  outcome: HuntOutcome,
  part: PartOfCampaign | null = null,
): HuntOutcome {
  const isUndecided = outcome.kind === 'inconclusive' && outcome.reason.kind !== 'limitReached';
  if (outcome.kind !== 'held' && !isUndecided) return outcome;
  if (part !== null) return { kind: 'inconclusive', reason: { kind: 'partOfCampaign', ...part } };
  return { kind: 'inconclusive', reason: { kind: 'interrupted' } };
}

/** The same of a hunt of which other runs have broken these properties. */
export function outcomeWith(outcome: HuntOutcome, broken: readonly PropertyId[]): HuntOutcome {
  if (outcome.kind === 'diverged' || broken.length === 0) return outcome;
  const before = outcome.kind === 'violated' ? outcome.properties : [];
  const properties = [...new Set([...before, ...broken])];
  const isViolated = properties.some((id) => id !== 'never-throws');
  return isViolated ? { kind: 'violated', properties } : { kind: 'crashed' };
}

/** What the runs of a hunt add up to. */
export interface HuntFigures {
  readonly runs: number;
  readonly inconclusiveRuns: number;
  readonly leaders: number;
  /** How often each judged property was put to the test; 0 for never. */
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  readonly broken: readonly PropertyId[];
  readonly diverged: number;
  readonly divergence: Divergence | null;
}

/** Judged by the `sought` properties alone; null: by all. */
export function outcomeOf(
  figures: HuntFigures,
  sought: ReadonlySet<PropertyId> | null,
): HuntOutcome {
  const isJudged = (id: PropertyId): boolean => sought === null || sought.has(id);
  if (figures.diverged > 0) return { kind: 'diverged', divergence: figures.divergence };
  const properties = figures.broken.filter(isJudged);
  if (properties.some((id) => id !== 'never-throws')) return { kind: 'violated', properties };
  if (properties.length > 0) return { kind: 'crashed' };
  const reason = whyUndecided(figures, sought);
  if (reason !== null) return { kind: 'inconclusive', reason };
  const judged = (Object.keys(figures.exercised) as PropertyId[]).filter(isJudged);
  const idle = judged.filter((id) => figures.exercised[id] === 0);
  return { kind: 'held', exercised: judged.length - idle.length, idle };
}

function whyUndecided(
  { runs, inconclusiveRuns, leaders, exercised }: HuntFigures,
  sought: ReadonlySet<PropertyId> | null,
): InconclusiveReason | null {
  if (runs === 0) return { kind: 'nothingRun' };
  if (inconclusiveRuns > 0) return { kind: 'limitReached', runs: inconclusiveRuns };
  if (leaders === 0) return { kind: 'noLeader' };
  const never = [...(sought ?? [])].filter((id) => (exercised[id] ?? 0) === 0);
  return never.length > 0 ? { kind: 'neverExercised', properties: never } : null;
}
