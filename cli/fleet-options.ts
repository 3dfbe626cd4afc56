/** The options of `fleet`, as typed. */
import type { ExternalTargetArguments } from './bring-targets.ts';
import type { CampaignArguments } from './campaign.ts';
import type { ReporterArguments } from './reporters.ts';
import type { RunArguments } from './run-plan.ts';
import type { OutputArguments } from './terminal.ts';

export interface FleetOptions
  extends RunArguments,
    ExternalTargetArguments,
    OutputArguments,
    ReporterArguments,
    Pick<CampaignArguments, 'blob'> {
  readonly out: string;
  /** Refused, as {@link RunArguments.budget} and `shard` are. */
  readonly corpus?: string;
  readonly full?: boolean;
  /** False after `--no-progress`. */
  readonly progress: boolean;
  /** `work`: end when every campaign is complete. */
  readonly untilDone?: boolean;
  /** `collect`: folders with records beside the queue. */
  readonly from?: readonly string[];
}
