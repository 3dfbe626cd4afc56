/** Chunks that the queue gave up: each has broken or silenced worker after worker. */
import { Refusal } from '../../adapters/refusal.ts';
import { BATCH } from '../../search/hunting/batch.ts';
import type { FleetCampaign, Span } from './fleet-campaign.ts';
import { parseSpan } from './fleet-schema.ts';
import type { FailedJob } from './job-queue.ts';
import type { Roll } from './roll.ts';

/** A chunk that no worker survived; its runs are numbered from 1. */
export interface GivenUp {
  readonly target: string;
  readonly chunk: number;
  readonly firstRun: number;
  readonly lastRun: number;
  readonly reason: string;
}

/** A job is performed in order: the first of its chunks that is missing is the one. */
export function givenUpIn(
  campaign: FleetCampaign,
  { targets }: Roll,
  failed: readonly FailedJob[],
): readonly GivenUp[] {
  return failed.flatMap(({ data, reason }) => {
    const span = spanIn(data, campaign);
    if (span === null) return [];
    const { name = '', missing = [] } = targets[span.target] ?? {};
    const chunk = missing.find((one) => one >= span.first && one < span.first + span.count);
    if (chunk === undefined) return [];
    const [firstRun, lastRun] = [chunk * BATCH + 1, (chunk + 1) * BATCH];
    return [{ target: name, chunk, firstRun, lastRun, reason }];
  });
}

/** Null for a job that was tampered with: the worker that met it has said so. */
function spanIn(data: unknown, campaign: FleetCampaign): Span | null {
  try {
    return parseSpan(data, campaign);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
