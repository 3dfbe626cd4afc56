/** The faults among the decisions of a shrunk schedule. Whatever is late or lost is no decision. */
import type { Ablation } from '../../search/finding.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName } from '../../trace/view.ts';
import type { Performed } from './decisions.ts';
import type { Kept } from './kept.ts';
import { messageNoun } from './messages.ts';

/** A decision that is a fault, and its line in the trace. */
export interface KeptDecision extends Kept {
  readonly line: TraceLine;
  /** The line that a story tells it by: a copy has none of its own but that of the message. */
  readonly shownBy: TraceLine;
}

/** Crashes are X as in scenarios; D is a second copy of one message. */
export function keptDecisions(
  performed: readonly Performed[],
  ablation: readonly Ablation[],
): readonly KeptDecision[] {
  const kept: KeptDecision[] = [];
  for (const { part, decision, lines } of performed) {
    const needed = ablation.find((trial) => trial.part === part)?.needed ?? null;
    for (const [index, line] of lines.entries()) {
      const fault = faultAt(line, decision.kind === 'failForGood');
      if (fault === null) continue;
      const id = `${fault.letter}${kept.length + 1}`;
      const shownBy = line.event.kind === 'duplicated' ? (lines[index + 1] ?? line) : line;
      kept.push({ id, text: fault.text, needed, line, shownBy });
    }
  }
  return kept;
}

function faultAt(
  { event }: TraceLine,
  isForGood: boolean,
): { readonly letter: string; readonly text: string } | null {
  switch (event.kind) {
    case 'crashed': {
      if (isForGood) return { letter: 'X', text: `lose ${nodeName(event.node)} for good` };
      const where = event.during === null ? '' : ' in the middle of a step';
      return { letter: 'X', text: `crash ${nodeName(event.node)}${where}` };
    }
    case 'duplicated': {
      const { from, node } = event.flight;
      const whose = `${nodeName(from)}'s ${messageNoun(event.flight)}`;
      return { letter: 'D', text: `second copy of ${whose} to ${nodeName(node)}` };
    }
    default:
      return null;
  }
}
