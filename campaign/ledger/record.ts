/** A campaign as it is written down: to go on with it, or to merge its shards. */
import type { Finding } from '../../search/finding.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import type { CanaryResult } from './canaries.ts';
import type { Shard } from './chunk.ts';
import type { LedgerState, ResumableState } from './ledger.ts';

/** A reader refuses any other. */
export const RECORD_VERSION = 6;

/** Plain JSON. */
export interface CampaignRecord {
  readonly whitewaterCampaign: typeof RECORD_VERSION;
  readonly identity: CampaignIdentity;
  readonly shard: Shard;
  /** Null if no known defects were hunted for, or not all of them until now. */
  readonly canaries: CanaryResult | null;
  readonly targets: readonly TargetRecord[];
}

/** Two records belong to one campaign if all of this is equal. */
export interface CampaignIdentity {
  /** Hash of the sources, and of the modules under test. */
  readonly code: string;
  /** Hash of all that decides which runs are drawn. */
  readonly configuration: string;
  /** As typed, with the seed that was drawn: to plan the same again. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | boolean>>;
}

/** What became of one target. */
export interface TargetRecord {
  readonly target: string;
  /** Of all runs, those included that were cut short. */
  readonly state: LedgerState;
  /** Of the chunks that are done without a gap, and those begun: what a later session needs. */
  readonly resumable: ResumableState;
  readonly failures: readonly {
    readonly failure: Failure;
    /** What shrinking made of it. */
    readonly findings: readonly Finding[];
    /** Whether an interrupt ended its shrinking: a later session shrinks it again. */
    readonly isCutShort?: boolean | undefined;
  }[];
  /** All findings, those of steps that stood still included. */
  readonly findings: readonly Finding[];
  readonly wallMs: number;
  /** How much of that went into shrinking. */
  readonly shrinkingMs: number;
  /** Time of hunting alone, but for what begins anew: what is used of a longer budget of time. */
  readonly usedMs: number;
  /** The same with what begins anew: no budget of time up to here has any left. */
  readonly reachedMs: number;
  /** Whether it was asked to end before its time: a part of a campaign is not the whole. */
  readonly isInterrupted: boolean;
}
