/** The outcome of a hunt in words: its headline, what diverged, which faults happened. */
import type { FirstFind, HuntingEngine } from '../../search/hunting/hunt-options.ts';
import type {
  HuntOutcome,
  InconclusiveReason,
  PartOfCampaign,
} from '../../search/hunting/outcome.ts';
import type { Divergence } from '../../search/running/determinism.ts';
import type { FaultCounts } from '../../trace/fault-counts.ts';
import { counted, grouped } from './numbers.ts';
import { labelled, type Line } from './page.ts';

/** More would not fit into the headline; all of them have a line of their own below it. */
const NAMED_AT_MOST = 3;

/** What the headline needs of a hunt. */
interface Headline {
  readonly outcome: HuntOutcome;
  /** The property that the target is known to break; null if it is known to be sound. */
  readonly breaks: string | null;
  readonly firstFind: FirstFind | null;
  /** Whether it was asked to end before its time. Default: it was not. */
  readonly isInterrupted?: boolean;
  /** How much of it has come in, if others perform it and are not done. Default: all. */
  readonly part?: PartOfCampaign | null;
  /** The engine that made all runs, where another was to make some, too. Default: none. */
  readonly alone?: HuntingEngine | null;
  /** What it has covered less than was asked for, in one line. Default: it has covered enough. */
  readonly shortfall?: string | null;
}

/** What follows the name of the target. */
export function outcomeText(headline: Headline): string {
  const { outcome, isInterrupted = false, part = null } = headline;
  const reason = outcome.kind === 'inconclusive' ? outcome.reason.kind : null;
  const isSaid = reason === 'interrupted' || reason === 'partOfCampaign';
  if (!isInterrupted || isSaid) return wholeText(headline);
  const cut = part === null ? 'interrupted before its end' : partText(part);
  return `${wholeText(headline)}; ${cut}`;
}

/** How far a fleet has come. */
export function partText({ done, chunks, isUnderWay }: PartOfCampaign): string {
  const known = `the ledger has ${grouped(done)} of ${counted(chunks, 'chunk')}`;
  return isUnderWay ? `still under way: ${known}` : known;
}

function wholeText(headline: Headline): string {
  const { outcome, breaks, firstFind } = headline;
  const found = firstFind === null ? '' : `, in ${firstFind.engine} run ${grouped(firstFind.runs)}`;
  switch (outcome.kind) {
    case 'diverged':
      return 'is not deterministic: a run did not happen again as it was';
    case 'crashed': {
      const isStill = outcome.stoodStill === true;
      if (breaks === null) return `${isStill ? 'stands still' : 'threw an error'}${found}`;
      return `was to break ${breaks}, and ${isStill ? 'stands still' : 'threw'}${found}`;
    }
    case 'violated': {
      const broken = outcome.properties;
      if (breaks === null) return `broke ${broken.join(', ')}${found}`;
      return broken.some((id) => id === breaks)
        ? `breaks ${breaks}, as it must${found}`
        : `was to break ${breaks}, and broke ${broken.join(', ')}${found}`;
    }
    case 'inconclusive':
      return undecidedText(outcome.reason);
    case 'held':
      return breaks !== null ? `was to break ${breaks}, and did not` : heldText(headline, outcome);
  }
}

type Held = Extract<HuntOutcome, { readonly kind: 'held' }>;

function heldText({ alone = null, shortfall = null }: Headline, { exercised, idle }: Held): string {
  const alonePart = alone === null ? '' : `, in ${alone} runs alone`;
  const properties = `${exercised === 1 ? '1 property' : `${exercised} properties`}${alonePart}`;
  const never = idle.length > NAMED_AT_MOST ? `${idle.length} others` : idle.join(', ');
  const untested = idle.length === 0 ? '' : `; never put to the test: ${never}`;
  const held = `held: ${properties}${untested}`;
  return shortfall === null ? held : `covered too little to count: ${held}`;
}

function undecidedText(reason: InconclusiveReason): string {
  switch (reason.kind) {
    case 'nothingRun':
      return 'no run came to its end: too little time';
    case 'emptyShard': {
      const { index, count, chunks } = reason;
      const has = `the campaign has ${counted(chunks, 'chunk')}`;
      return `nothing was run: ${has}, and none is for shard ${index} of ${count}`;
    }
    case 'interrupted':
      return 'interrupted before its end: nothing broke until then, and nothing is proved';
    case 'partOfCampaign':
      return `${partText(reason)}, nothing broke in them, and nothing is proved`;
    case 'limitReached':
      return `not decided: ${counted(reason.runs, 'run')} reached a limit`;
    case 'noLeader':
      return 'held: 0 properties; no run elected a leader, so nothing is proved';
    case 'neverExercised':
      return `not decided: ${reason.properties.join(', ')} never came up`;
  }
}

const USUAL_CAUSE =
  'usual causes: a module that keeps state between runs; a clock or random numbers that are ' +
  'not simulated (list them in `takenOver`)';

/** What was seen to differ, and what usually makes it differ. */
export function divergenceLines(divergence: Divergence | null, runs: number): readonly Line[] {
  if (divergence?.kind === 'answer') return labelled('Diverged', divergence.text);
  const seen =
    divergence === null
      ? `${counted(runs, 'run')} failed, and did not fail again`
      : `${counted(runs, 'run')} went two ways. The first event that differs is number ` +
        `${divergence.step}: once ${divergence.first}; once ${divergence.second}`;
  return [...labelled('Diverged', seen), ...labelled('', USUAL_CAUSE)];
}

/** Every kind with its count, the zeros too: what never happened was not tested. */
export function faultsText(counts: Readonly<FaultCounts>): string {
  const parts: readonly (readonly [count: number, one: string, many: string])[] = [
    [counts.crashes, 'crash', 'crashes'],
    [counts.crashesWithinSteps, 'of them within a step', 'of them within a step'],
    [counts.writesLost, 'unsynced write lost', 'unsynced writes lost'],
    [counts.cuts, 'cut', 'cuts'],
    [counts.networkFaults, 'network fault', 'network faults'],
    [counts.copiesDelivered, 'copy delivered', 'copies delivered'],
    [counts.pauses, 'pause', 'pauses'],
    [counts.clockJumps, 'clock jump', 'clock jumps'],
    [counts.clockDrifts, 'clock drift', 'clock drifts'],
    [counts.slowDisks, 'slow disk', 'slow disks'],
  ];
  return parts
    .map(([count, one, many]) => `${grouped(count)} ${count === 1 ? one : many}`)
    .join(', ');
}
