/** One finding for each story that a campaign has met. */
import type { Finding } from '../../search/finding.ts';

/** The first finding of each story. */
export function oneOfEachStory(all: readonly Finding[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const finding of all) {
    const isNew = findings.every(({ signature }) => signature !== finding.signature);
    if (isNew) findings.push(finding);
  }
  return findings;
}
