/** AppendEntries that a follower refuses because of its log: which of the two does not move. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeView } from '../../../trace/view.ts';
import { mismatchText } from '../logs.ts';
import { numberField } from '../message-fields.ts';
import { causeAt, type Cause } from './cause.ts';
import { moreTimes } from './period.ts';

export interface RefusedEntries {
  readonly line: TraceLine;
  readonly event: Received;
  readonly after: NodeView;
}

/**
 * "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry" (Figure 2):
 * says whether the leader did. All refusals are of one leader, by one follower.
 */
export function mismatch(refused: readonly RefusedEntries[]): Cause {
  const [first] = refused;
  if (first === undefined) throw new Error('nothing was refused: ask only about refusals');
  const { line, event, after } = first;
  const who = `${nodeName(event.node)} refused AppendEntries of ${nodeName(event.from)}`;
  const again = moreTimes(refused.length);
  const prevLogIndex = numberField(event.message, 'prevLogIndex');
  const prevLogTerm = numberField(event.message, 'prevLogTerm');
  if (prevLogIndex === null || prevLogTerm === null) {
    const ends = after.log.length === 0 ? 'empty' : `of ${after.log.length} entries`;
    return causeAt(line, (at) => `${who} ${at}${again}: its log was ${ends}.`);
  }
  const asked = refused.flatMap(({ event: { message } }) => {
    return numberField(message, 'prevLogIndex') ?? [];
  });
  const lowest = Math.min(...asked);
  const isSame = asked.every((index) => index === prevLogIndex);
  const each = refused.length > 1 && isSame ? 'each with ' : 'with ';
  const what = `${each}prevLogIndex ${prevLogIndex} and prevLogTerm ${prevLogTerm}`;
  const why = mismatchText(after.log, prevLogIndex, prevLogTerm);
  // What matches is refused by the follower's doing; index 0 is as low as it gets.
  if (refused.length > 1 && !why.startsWith('though') && lowest === prevLogIndex) {
    return neverLower(refused, line, prevLogIndex, why);
  }
  return causeAt(line, (at) => `${who} ${at}${again}, ${what}: ${why}.`);
}

/** The leader does not go back in its log, whatever it is answered. */
function neverLower(
  refused: readonly RefusedEntries[],
  line: TraceLine,
  prevLogIndex: number,
  why: string,
): Cause {
  const [leader, follower] = [refused[0]?.event.from ?? 0, refused[0]?.event.node ?? 0].map(
    nodeName,
  );
  const never = `${leader} never sent ${follower} a prevLogIndex below ${prevLogIndex}`;
  const all = `though ${follower} refused ${refused.length} AppendEntries, the first`;
  return causeAt(line, (at) => `${never}, ${all} ${at}: ${why}.`);
}
