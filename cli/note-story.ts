/** Writes down that the story of a finding was met. */
import { Refusal } from '../adapters/refusal.ts';
import { Statuses } from '../campaign/findings/statuses.ts';
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import type { Finding } from '../search/finding.ts';
import { warn } from './terminal.ts';

/** Null if it cannot be written down. */
export async function noteStory(finding: Finding, out: string): Promise<FindingStatus | null> {
  const status = await orNull(finding, async () => {
    return (await Statuses.in(out, warn)).seen(finding, new Date());
  });
  if (status === 'regressed') warn(`finding ${finding.id} has regressed: it was resolved before`);
  return status;
}

/** Where it stands before it is noted; null if it was never met. */
export function knownStory(finding: Finding, out: string): Promise<FindingStatus | null> {
  return orNull(finding, async () => (await Statuses.in(out, warn)).of(finding)?.status ?? null);
}

async function orNull(
  { id }: Finding,
  look: () => Promise<FindingStatus | null>,
): Promise<FindingStatus | null> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`the status of finding ${id} is not kept: ${error.message}`);
    return null;
  }
}
