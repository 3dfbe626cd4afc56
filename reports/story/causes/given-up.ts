/** A leader that gives up by itself, though a majority answers it. */
import type { TimerFired } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { majorityOf, nodeName, type NodeId } from '../../../trace/view.ts';
import { moreTimes, placeOf, type Period } from './period.ts';

/** A leader steps down if an election timeout passes without a round to a majority (6.2). */
export function givenUp(period: Period): string[] {
  const all = period.lines.flatMap((line) => {
    const { event, before, after } = line;
    if (event.kind !== 'timerFired' || before?.role !== 'leader' || after === null) return [];
    if (after.role === 'leader' || after.currentTerm !== before.currentTerm) return [];
    const answers = answersTo(event.node, line, period);
    if (answers.size + 1 < majorityOf(period.index.nodes)) return [];
    const what = `${nodeName(event.node)} gave up leading term ${before.currentTerm}`;
    return [{ what, line, why: whyText(answers, event, line, period) }];
  });
  const [first] = all;
  if (first === undefined) return [];
  return [`${first.what} ${placeOf(first.line, period)} ${first.why}${moreTimes(all.length)}.`];
}

/** How long it had been without an answer, and whether it had asked for one. */
function whyText(
  answers: ReadonlyMap<NodeId, TraceLine>,
  { node, timer }: TimerFired,
  { timeMs, step }: TraceLine,
  { lines, heartbeatMs }: Period,
): string {
  const [last] = [...answers].sort(([, one], [, other]) => other.step - one.step);
  if (last === undefined) return `by its timer ${timer}`;
  const [peer, answer] = last;
  const hasAsked = lines.some(({ event, step: at }) => {
    if (event.kind !== 'sent' || at < answer.step || at > step) return false;
    return event.node === node && event.flight.node === peer;
  });
  // A heartbeat may be due just now.
  const silentMs = timeMs - answer.timeMs;
  const isShort = silentMs < 2 * heartbeatMs;
  const silence = hasAsked || isShort ? '' : ', which it had sent nothing since then';
  const name = nodeName(peer);
  return `by its timer ${timer}, ${silentMs} ms after an answer of ${name}${silence}`;
}

/** The latest answers within the last election timeout, in this leadership. */
function answersTo(
  node: NodeId,
  { step, timeMs, before }: TraceLine,
  { lines, timeoutMs }: Period,
): ReadonlyMap<NodeId, TraceLine> {
  const answers = new Map<NodeId, TraceLine>();
  for (const line of lines) {
    const { event } = line;
    if (line.step >= step || line.timeMs < timeMs - timeoutMs) continue;
    if (event.kind !== 'received' || event.node !== node) continue;
    const { kind, term } = event.meaning;
    if (kind === 'appendReply' && term === before?.currentTerm) answers.set(event.from, line);
  }
  return answers;
}
