/** In what a replay differs from the finding that it performs. */
import type { Finding } from '../search/finding.ts';
import type { Replay } from '../search/running/replay.ts';
import { nodeOfDecision } from '../simulator/decision.ts';
import { threwText } from '../trace/event.ts';
import { nodeName } from '../trace/view.ts';

/** Most telling first; null if everything went as it was saved. */
export function differenceOf(finding: Finding, replay: Replay): string | null {
  if (replay.same) return null;
  const { property, witness, digest, run } = finding;
  const { result } = replay;
  const broken = result.violations.find((violation) => violation.property === property);
  const skipped = skippedText(replay);
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

/** Decisions that the target left no room for, as the rest of a sentence; empty if none. */
export function skippedText({ result: { skipped } }: Replay): string {
  const [first] = skipped;
  if (first === undefined) return '';
  const count = skipped.length === 1 ? 'a decision' : `${skipped.length} decisions`;
  const { kind } = first.decision;
  const who = nodeName(nodeOfDecision(first.decision));
  return `; ${count} could not be made, first number ${first.index + 1} (${kind} at ${who})`;
}
