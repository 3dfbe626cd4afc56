/** Decisions of a saved run that the target left no room for, as people read it. */
import type { RecordedResult } from '../../search/running/record.ts';
import { nodeOfDecision } from '../../simulator/decision.ts';
import { nodeName } from '../../trace/view.ts';

/** The rest of a sentence; empty if there are none. */
export function skippedText({ skipped }: Pick<RecordedResult, 'skipped'>): string {
  const [first] = skipped;
  if (first === undefined) return '';
  const count = skipped.length === 1 ? 'a decision' : `${skipped.length} decisions`;
  const { kind } = first.decision;
  const who = nodeName(nodeOfDecision(first.decision));
  return `${count} could not be made, first number ${first.index + 1} (${kind} at ${who})`;
}
