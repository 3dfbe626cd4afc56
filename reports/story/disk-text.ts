/** What a disk holds, in a few words. */
import { nodeName, type DurableView } from '../../trace/view.ts';
import type { StepGroup } from './step-group.ts';

/** What the write of a step left on the disk, in brackets; nothing if no write is part of it. */
export function diskText(stepGroup: StepGroup): string {
  const write = stepGroup.findLast(({ event }) => event.kind === 'persisted')?.event;
  if (write?.kind !== 'persisted') return '';
  return ` (its disk holds ${durableText(write.durable)})`;
}

/** `term 1, a vote for n1, no entries` */
export function durableText({ currentTerm, votedFor, log }: DurableView): string {
  const vote = votedFor === null ? 'no vote' : `a vote for ${nodeName(votedFor)}`;
  const entries = `${log.length === 0 ? 'no' : log.length} entr${log.length === 1 ? 'y' : 'ies'}`;
  return `term ${currentTerm}, ${vote}, ${entries}`;
}
