/** A hunt that is over, as it is judged: with all that was told of it, and with how it ended. */
import { chunksOf } from '../campaign/ledger/chunk.ts';
import type { Finding } from '../search/finding.ts';
import { batchesIn } from '../search/hunting/batch.ts';
import {
  interruptedOutcome,
  outcomeWith,
  type HuntOutcome,
  type PartOfCampaign,
} from '../search/hunting/outcome.ts';
import type { Hunted } from './hunting.ts';

/**
 * `told` are the findings that were reported. Some may come from runs that an interrupt took out of
 * the count and that were not performed again: they are findings all the same.
 */
export function judgedHunt(
  hunted: Hunted,
  told: readonly Finding[],
  isInterrupted: boolean,
  part: PartOfCampaign | null = null,
): Hunted {
  const { result } = hunted;
  const stories = new Set(result.findings.map(({ signature }) => signature));
  const others = told.filter(({ signature }) => !stories.has(signature));
  const properties = [...new Set(others.map(({ property }) => property))];
  const outcome = outcomeWith(emptyShardOf(hunted) ?? result.outcome, properties);
  return {
    ...hunted,
    isInterrupted,
    part,
    result: {
      ...result,
      outcome: isInterrupted ? interruptedOutcome(outcome, part) : outcome,
      findings: [...result.findings, ...others],
      broken: [...new Set([...result.broken, ...properties])],
    },
  };
}

/** Null for a shard that has chunks, and for what is no shard. */
function emptyShardOf({ plan: { request }, result }: Hunted): HuntOutcome | null {
  const { shard, maxRuns } = request;
  const { outcome } = result;
  if (shard === undefined || outcome.kind !== 'inconclusive') return null;
  const chunks = batchesIn(maxRuns);
  if (outcome.reason.kind !== 'nothingRun' || chunksOf(chunks, shard) > 0) return null;
  return { kind: 'inconclusive', reason: { kind: 'emptyShard', ...shard, chunks } };
}
