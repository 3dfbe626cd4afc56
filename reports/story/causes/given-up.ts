/** A leader that gives up by itself, though a majority answers it. */
import type { TimerFired } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { majorityOf, nodeName, type NodeId } from '../../../trace/view.ts';
import { timerName } from '../timer-name.ts';
import type { Cause } from './cause.ts';
import type { Period } from './period.ts';

/** A leader steps down if an election timeout passes without a round to a majority (6.2). */
export function givenUp(period: Period): Cause[] {
  const all = period.lines.flatMap((line) => {
    const { event, before, after } = line;
    if (event.kind !== 'timerFired' || before?.role !== 'leader' || after === null) return [];
    // Some stand again at once: that ends it as well.
    if (after.role === 'leader') return [];
    const answers = answersTo(event.node, line, period);
    if (answers.size + 1 < majorityOf(period.index.nodes)) return [];
    return [{ line, event, answers }];
  });
  const [first] = all;
  if (first === undefined) return [];
  const { line, event, answers } = first;
  const fired = `${nodeName(event.node)}'s ${timerName(event.timer)} fired`;
  const why = whyOf(answers, event, line, period);
  const others = all.length - 1;
  const again = others === 0 ? '' : `; so ended ${others} more leadership${others > 1 ? 's' : ''}`;
  return [
    {
      lines: why === null ? [line] : [why.answer, line],
      text(at) {
        const ended = `${fired} ${at(line)} and ended its leadership`;
        return `${ended}${why === null ? '' : why.text(at(why.answer))}${again}.`;
      },
    },
  ];
}

/** What speaks against giving up, and the answer that it speaks of. */
interface Why {
  readonly answer: TraceLine;
  readonly text: (at: string) => string;
}

/** When it last had an answer, and whether it had asked for another one. */
function whyOf(
  answers: ReadonlyMap<NodeId, TraceLine>,
  { node }: TimerFired,
  { timeMs, step }: TraceLine,
  { lines, heartbeatMs }: Period,
): Why | null {
  const [last] = [...answers].sort(([, one], [, other]) => other.step - one.step);
  if (last === undefined) return null;
  const [peer, answer] = last;
  const hasAsked = lines.some(({ event, step: at }) => {
    if (event.kind !== 'sent' || at < answer.step || at > step) return false;
    return event.node === node && event.flight.node === peer;
  });
  const [leader, name] = [nodeName(node), nodeName(peer)];
  const silentMs = timeMs - answer.timeMs;
  // A heartbeat may be due just now.
  if (hasAsked || silentMs < 2 * heartbeatMs) {
    const answered = `${name} had answered ${leader}`;
    return { answer, text: (at) => `, though ${answered} ${at}, ${silentMs} ms before` };
  }
  const silence = `${leader} had sent nothing to ${name} since its last answer`;
  const sent = sentElsewhere(node, peer, answer.step, step, lines);
  const due = `(heartbeats are due every ${heartbeatMs} ms)`;
  return { answer, text: (at) => `: ${silence} ${at}, ${silentMs} ms before${sent} ${due}` };
}

/** Whom it sent something meanwhile: it was not idle. */
function sentElsewhere(
  node: NodeId,
  peer: NodeId,
  fromStep: number,
  toStep: number,
  lines: Period['lines'],
): string {
  const receivers = lines.flatMap(({ event, step }) => {
    if (event.kind !== 'sent' || event.node !== node) return [];
    return step > fromStep && step < toStep && event.flight.node !== peer
      ? [event.flight.node]
      : [];
  });
  if (receivers.length === 0) return '';
  const names = [...new Set(receivers)].sort((one, other) => one - other).map(nodeName);
  const messages = receivers.length === 1 ? 'a message' : `${receivers.length} messages`;
  return `, but ${messages} to ${names.join(', ')}`;
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
