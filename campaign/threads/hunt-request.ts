/** What a hunt is asked for, what it comes to, and what its threads and the main thread say. */
import type { ActionKind } from '../../faults/action.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { SearchFault } from '../../search/exploring/bounds.ts';
import type { Finding, SavedRun } from '../../search/finding.ts';
import type { KeptRun } from '../../search/guiding/kept-run.ts';
import type { HuntCounts } from '../../search/hunting/counts.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import type { HuntingEngine, HuntResult } from '../../search/hunting/hunt-options.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import type { Divergence } from '../../search/running/determinism.ts';
import type { SchedulerName } from '../../search/walking/scheduler.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ChunkResult, Shard } from '../ledger/chunk.ts';
import type { CampaignCoverage, ResumableState } from '../ledger/ledger.ts';
import type { TargetRequest } from './requested-target.ts';
import type { ShrinkBudget } from './shrink-budget.ts';
import type { StoodStill } from './stood-still.ts';

export interface HuntRequest extends TargetRequest {
  readonly seed: number;
  readonly engines: readonly HuntingEngine[];
  /** Of adversarial runs; default: uniform. */
  readonly schedulers?: readonly SchedulerName[];
  readonly maxRuns: number;
  readonly nodes: readonly number[];
  /** The cluster sizes that shrunk runs keep to, because they were asked for; null: any. */
  readonly nodesAskedFor: readonly number[] | null;
  /** Null: any property. */
  readonly sought: readonly PropertyId[] | null;
  readonly faults: readonly ActionKind[];
  readonly searchFaults: readonly SearchFault[];
  readonly timing: Timing;
  readonly maxFindings: number;
  readonly maxActions: number;
  readonly shrinkBudget: ShrinkBudget;
  /** One timed run in so many is performed twice. Default: as often as a hunt does. */
  readonly recheckEvery?: number | undefined;
  /** Threads at most; default: 1. Each has a copy of the program, if the target is one. */
  readonly workers?: number;
  /** The part of the campaign that is performed here; default: all of it. */
  readonly shard?: Shard;
  /** The kept runs that the campaign begins with; default: it keeps none. */
  readonly corpus?: StartCorpus | undefined;
  /** Where an earlier campaign was interrupted; default: none was. */
  readonly from?: ResumableState | undefined;
  /** What the same hunt has shrunk before: it is not shrunk again. */
  readonly shrunk?: ShrunkBefore | undefined;
}

/** Failures, and what shrinking made of them. */
export type ShrunkBefore = Pick<Hunt, 'failures' | 'traces'>;

/** Guided chunks depend on it: so it is part of the configuration of a campaign. */
export interface StartCorpus {
  readonly runs: readonly KeptRun[];
  /** Equal for equal runs. */
  readonly digest: string;
}

/** A hunt that is over. */
export interface Hunt {
  readonly result: HuntResult;
  /** How long it took, without the start of its threads. */
  readonly wallMs: number;
  /** How much of the hunting went into chunks that a later campaign begins anew. */
  readonly lostMs: number;
  /**
   * What ended it before its time, and is no finding: code of the target that did not come back,
   * outside of all runs, or in one that does not come there again.
   */
  readonly stoodStill: StoodStill | null;
  /** Of the runs of findings, by id; one that was interrupted is missing. */
  readonly traces: ReadonlyMap<string, Trace>;
  /** The abstract states that the runs have shown. */
  readonly coverage: CampaignCoverage;
  /** What a later campaign goes on from. */
  readonly resumable: ResumableState;
  /** Of all runs, those included that were cut short. */
  readonly counts: HuntCounts;
  /** Whether more time or more runs would change nothing: it has found enough, or stood still. */
  readonly isEnough: boolean;
  /** Of the guided ones among them; the progress in the result is that of the others. */
  readonly guided: HuntCounts;
  /** Runs that show what no run of the corpus shows, or show it sooner. */
  readonly learned: readonly KeptRun[];
  /** Each failing run that was collected, and what shrinking made of it. */
  readonly failures: readonly ShrunkFailure[];
}

/** No findings: it was interrupted, or the run does not fail again. */
export interface ShrunkFailure {
  readonly failure: Failure;
  readonly findings: readonly Finding[];
  /** Whether an interrupt ended its shrinking: a later session of the campaign shrinks it again. */
  readonly isCutShort?: boolean | undefined;
}

export interface HuntListener {
  /** The first chunk has begun: threads have started. */
  onBegan?(): void;
  onProgress(progress: HuntProgress): void;
  /** A failing run that will be counted as found: to be written down before anyone is told. */
  onFailure?(failure: Failure): void;
  /** A run that failed, before shrinking. */
  onFailedRun(run: SavedRun, trace: Trace): void;
  /** Another chunk is done, and nothing before it is missing. */
  onLedger?(state: () => ResumableState, lostMs: () => number): void;
  /** One line about what happened to a thread. */
  onRemark?(line: string): void;
}

/** What one thread of a hunt is started with. */
export interface HuntThreadRequest extends Omit<HuntRequest, 'shrunk'> {
  /** How many chunks of the hunt have been handed out: shared by its threads. */
  readonly handedOut: SharedArrayBuffer;
  /** How many there are for all of them. */
  readonly chunks: number;
  /** Chunks that are performed before any other. */
  readonly first: readonly number[];
}

/** What a hunting thread says. */
export type HuntEvent =
  | { readonly kind: 'began'; readonly chunk: number }
  | { readonly kind: 'progress'; readonly counts: HuntCounts }
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'failedRun'; readonly run: SavedRun; readonly trace: Trace }
  /** `lostMs` went into runs that the result does not count, as the last was cut short. */
  | { readonly kind: 'chunk'; readonly result: ChunkResult; readonly lostMs: number }
  /** No chunk is left for it: it waits for commands. */
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'shrunk' } & Shrunk)
  | { readonly kind: 'done' };

/** What is said to it. */
export type HuntCommand =
  | { readonly kind: 'shrink'; readonly place: number; readonly failure: Failure }
  | { readonly kind: 'end' };

/** What became of a failure, by its place in the list of the hunt. */
export interface Shrunk {
  readonly place: number;
  /** The finding first, then simpler runs of other stories; none if the run does not fail again. */
  readonly findings: readonly Finding[];
  readonly divergence: Divergence | null;
  readonly traces: ReadonlyMap<string, Trace>;
}
