/** What a crash did to a node, and what the node still knows when it is back. */
import type { Booted, Crashed, StepEvent } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';
import { messageNoun } from './messages.ts';
import type { StepGroup } from './step-group.ts';
import { timerName } from './timer-name.ts';
import { failsForGood } from './dead-end-sentence.ts';
import { entriesText, firstDifference } from './logs.ts';
import { logBeforeCrash } from './causes/restored-log.ts';

/** `n2 crashes in the middle of a step (timer election)`. */
export function crashSentence(event: Crashed, { trace }: TraceIndex): string {
  const node = nodeName(event.node);
  if (failsForGood(event.node, trace)) return `${node} fails for good`;
  return `${node} ${crashClauses(event, true).join(' and ')}`;
}

/** `n2 restarts with term 1, no vote`; the first time it starts. */
export function bootSentence(
  line: TraceLine,
  { node, incarnation }: Booted,
  index: TraceIndex,
): string {
  const { knows, forgets } = memoryOf(line, node, index);
  const boots = `${nodeName(node)} ${incarnation === 0 ? 'starts' : 'restarts'}`;
  return knows === null ? boots : `${boots} ${forgets ? 'and remembers only' : 'with'} ${knows}`;
}

/**
 * Crash and restart in one sentence; null for a step group without a crash. `step` describes the
 * step that the crash cut short, if others noticed that step; else null.
 */
export function crashGroup(
  stepGroup: StepGroup,
  step: string | null,
  index: TraceIndex,
): string | null {
  const crash = stepGroup.find(({ event }) => event.kind === 'crashed');
  if (crash?.event.kind !== 'crashed') return null;
  const { node } = crash.event;
  const clauses = crashClauses(crash.event, step === null);
  const restart = stepGroup.find(({ event }) => event.kind === 'booted');
  if (restart !== undefined) {
    const { knows, forgets } = memoryOf(restart, node, index);
    if (knows === null) clauses.push('restarts');
    else clauses.push(`${forgets ? 'remembers only' : 'comes back with'} ${knows}`);
  }
  const last = clauses.pop() ?? '';
  const all = clauses.length === 0 ? last : `${clauses.join(', ')} and ${last}`;
  return step === null ? `${nodeName(node)} ${all}` : `${step}, then ${all}`;
}

/** `namesStep`: nothing else says which step it was. */
function crashClauses({ during, lostWrites }: Crashed, namesStep: boolean): string[] {
  const which = during === null || !namesStep ? 'that step' : `a step (${stepName(during)})`;
  const clauses = [during === null ? 'crashes' : `crashes in the middle of ${which}`];
  if (lostWrites > 0) {
    const lost = lostWrites === 1 ? 'a write that was' : `${lostWrites} writes that were`;
    clauses.push(`loses ${lost} not synced`);
  }
  return clauses;
}

function stepName(event: StepEvent): string {
  switch (event.kind) {
    case 'received':
      return `${nodeName(event.from)}'s ${messageNoun(event)}`;
    case 'timerFired':
      return timerName(event.timer);
    case 'proposed':
      return `proposal ${JSON.stringify(event.command)}`;
  }
}

/** The log, where the disk gives back another one than the node held. */
function restoredText(line: TraceLine, index: TraceIndex): string {
  const held = logBeforeCrash(index, line);
  const log = line.after?.log ?? [];
  if (held === null || firstDifference(held, log) === null) return '';
  return `, log ${entriesText(log)} (before the crash ${entriesText(held)})`;
}

/** What a node knows when it boots, and whether it knew more before its crash. */
function memoryOf(
  line: TraceLine,
  node: NodeId,
  index: TraceIndex,
): { readonly knows: string | null; readonly forgets: boolean } {
  const { step, after } = line;
  if (after === null) return { knows: null, forgets: false };
  const { currentTerm, votedFor, role } = after;
  if (role !== 'follower') return { knows: `a candidacy for term ${currentTerm}`, forgets: false };
  const lived = index.trace.findLast(({ step: at, event }) => {
    return at < step && event.kind === 'crashed' && event.node === node;
  })?.before;
  const vote =
    votedFor === null
      ? 'no vote'
      : `its vote for ${votedFor === node ? 'itself' : nodeName(votedFor)}`;
  const forgets =
    lived != null && (lived.currentTerm !== currentTerm || lived.votedFor !== votedFor);
  return { knows: `term ${currentTerm}, ${vote}${restoredText(line, index)}`, forgets };
}
