/** What a finding means to the author of the target, where it is not simply a bug. */
import { labelText } from '../story/label-text.ts';
import type { FindingReport } from './finding-report.ts';
import { paragraph, span, type Line } from './page.ts';

/** Nothing for a bug: that is what a finding is unless it says otherwise. */
export function labelLines({ label, finding }: FindingReport): readonly Line[] {
  const text = labelText(label, finding.target);
  return text === null ? [] : paragraph([span('   Label    ', 'quiet')], text);
}
