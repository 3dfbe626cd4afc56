/** The error that a finding becomes; for an error of the target, with the lines of its own code. */
import type { Finding } from '../search/finding.ts';
import type { Target } from '../simulator/target.ts';
import { CheckFailed } from './check-failed.ts';
import { thrownBy } from './thrown-by.ts';

/** What broke, in a line. */
export function headlineOf(target: Target, { property, witness }: Finding): string {
  if (property === 'never-throws') return `${target.name}: ${witness.observed}`;
  return `${target.name} breaks ${property}`;
}

export function failedWith(target: Target, finding: Finding, message: string): CheckFailed {
  if (finding.property !== 'never-throws') return new CheckFailed('violated', message, finding);
  return new CheckFailed('crashed', message, finding, thrownBy(target, finding));
}
