/** In what a replay differs from the finding that it performs. */
import { skippedText } from '../campaign/findings/skipped-text.ts';
import type { Finding } from '../search/finding.ts';
import type { Replay } from '../search/running/replay.ts';
import { threwText } from '../trace/event.ts';

/** Most telling first; null if everything went as it was saved. */
export function differenceOf(finding: Finding, replay: Replay): string | null {
  if (replay.same) return null;
  const { property, witness, digest, run } = finding;
  const { result } = replay;
  const broken = result.violations.find((violation) => violation.property === property);
  const impossible = skippedText(result);
  const skipped = impossible === '' ? '' : `; ${impossible}`;
  if (result.ending?.kind === 'targetThrew') return `the target ${threwText(result.ending.error)}`;
  if (broken === undefined) {
    const others = result.violations.map((violation) => violation.property);
    const but = others.length > 0 ? `, but ${others.join(', ')} did not` : '';
    return `${property} held${but}${skipped}`;
  }
  if (broken.witness.step !== witness.step) {
    const at = ({ step, timeMs }: Finding['witness']): string =>
      run.kind === 'scenario' ? `${step} (${timeMs} ms)` : String(step);
    return `${property} broke at event ${at(broken.witness)}, not at ${at(witness)}${skipped}`;
  }
  return `the same violation on another way (digest ${replay.digest}, saved ${digest})${skipped}`;
}
