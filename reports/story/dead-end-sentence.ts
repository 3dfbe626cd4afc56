/** The end of a run that leads nowhere any more, in a sentence. */
import type { DeadEnd, DeadEndGoal } from '../../trace/dead-end.ts';
import type { Trace } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';

const NEVER: Readonly<Record<DeadEndGoal, string>> = {
  'leader-electable': 'no leader can be elected any more',
  'proposal-committable': 'no new proposal can be committed any more',
};

/** `all that is under way is lost: no leader can be elected any more`. */
export function deadEndSentence({ goal }: DeadEnd, trace: Trace): string {
  const isLost = trace.some(({ event }) => event.kind === 'lost' && event.why === 'loss');
  return `${isLost ? 'all that is under way is lost' : 'nothing is under way'}: ${NEVER[goal]}`;
}

/** Whether a node that crashes never comes back, and the run rests on that. */
export function failsForGood(node: NodeId, trace: Trace): boolean {
  const last = trace.at(-1)?.event;
  return last?.kind === 'deadEnd' && last.failed.includes(node);
}
