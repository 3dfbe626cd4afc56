/** Writes down that the story of a finding was met. */
import { Refusal } from '../adapters/refusal.ts';
import { Statuses } from '../campaign/findings/statuses.ts';
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import type { Finding } from '../search/finding.ts';
import { warn } from './terminal.ts';

/** Null if it cannot be written down. */
export async function noteStory(finding: Finding, out: string): Promise<FindingStatus | null> {
  try {
    const status = (await Statuses.in(out, warn)).seen(finding, new Date());
    if (status === 'regressed') warn(`finding ${finding.id} has regressed: it was resolved before`);
    return status;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`the status of finding ${finding.id} is not kept: ${error.message}`);
    return null;
  }
}

/** Where it stands, and nothing new of it. */
export async function knownStory(finding: Finding, out: string): Promise<FindingStatus | null> {
  return (await Statuses.in(out, warn)).of(finding)?.status ?? null;
}
