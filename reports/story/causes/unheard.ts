/** A node that nothing reaches, or a leader that does not speak. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeId } from '../../../trace/view.ts';
import { refusesEntries } from '../received.ts';
import { causeAt, causeOfAll, type Cause } from './cause.ts';
import type { Period } from './period.ts';

/** Heartbeats come several times in a timeout: two timeouts without one are no delay. */
const UNHEARD_TIMEOUTS = 2;

/** Which node heard nothing for long, and whether anything was sent to it meanwhile. */
export function unheard(period: Period): Cause[] {
  const nodes = Array.from({ length: period.index.nodes }, (_, slot) => slot + 1);
  const up = nodes.filter((node) => isUp(node, period));
  if (up.length < 2) return [];
  return up.flatMap((node) => unheardNode(node, period)).slice(0, 1);
}

function unheardNode(node: NodeId, { lines, fromMs, endMs, timeoutMs }: Period): Cause[] {
  const lastMs =
    lines.findLast(({ event }) => {
      return (event.kind === 'received' || event.kind === 'booted') && event.node === node;
    })?.timeMs ?? fromMs;
  const silentMs = endMs - lastMs;
  if (silentMs < UNHEARD_TIMEOUTS * timeoutMs) return [];
  const since = lines.filter(({ timeMs }) => timeMs > lastMs);
  const sent = since.filter(({ event }) => event.kind === 'sent' && event.flight.node === node);
  const asked = since.filter(({ event }) => {
    return event.kind === 'sent' && event.node === node && event.flight.meaning.kind !== 'other';
  });
  const name = nodeName(node);
  const why = sent.length === 0 ? 'no node sent it anything' : lostText(sent.length);
  const messages = asked.length === 1 ? 'a message' : `${asked.length} messages`;
  const spoke = asked.length === 0 ? '' : `, though it sent ${messages} itself`;
  return [causeOfAll(`${name} received nothing in the last ${silentMs} ms${spoke}: ${why}.`)];
}

function lostText(count: number): string {
  return count === 1
    ? 'the one message to it did not arrive'
    : `none of ${count} messages reached it`;
}

function isUp(node: NodeId, { index, endMs }: Period): boolean {
  const line = index.trace.findLast(({ event, timeMs }) => {
    return timeMs <= endMs && event.kind !== 'sent' && 'node' in event && event.node === node;
  });
  return line !== undefined && line.after !== null;
}

/** Why a node stood for election in spite of a leader: it had not heard from it, or it had. */
export function unheardLeader(period: Period, step: number): Cause[] {
  const { index, lines, timeoutMs, heartbeatMs } = period;
  const line = index.lineAt(step);
  const event = line?.event;
  if (line === null || event?.kind !== 'timerFired' || line.after?.role !== 'candidate') return [];
  const { node } = event;
  // A leader hears from no other, and need not.
  if (line.before?.role === 'leader') return [];
  const arrivals = lines.filter(({ event: arrival, step: at }) => {
    if (at >= step || arrival.kind !== 'received' || arrival.node !== node) return false;
    return arrival.meaning.kind === 'appendEntries';
  });
  const last = arrivals.at(-1);
  const lastMs = last?.timeMs ?? lines[0]?.timeMs ?? 0;
  const silentMs = line.timeMs - lastMs;
  const name = nodeName(node);
  if (last !== undefined && silentMs < 2 * heartbeatMs) {
    const recent = arrivals.filter(({ timeMs }) => timeMs > line.timeMs - timeoutMs);
    return [heardLeader(name, line, recent, last, period)];
  }
  const isSent = lines.some(({ event: sending, step: at, timeMs }) => {
    if (sending.kind !== 'sent' || timeMs < lastMs || at > step) return false;
    return sending.flight.node === node && sending.flight.meaning.kind === 'appendEntries';
  });
  const why = isSent ? 'what was sent did not arrive in time' : 'none was sent to it';
  const unheardFor = `${name} had received no AppendEntries for ${silentMs} ms`;
  return [causeAt(line, (at) => `${unheardFor} when it stood ${at}: ${why}.`)];
}

/** What it did with what it heard. */
function heardLeader(
  name: string,
  line: TraceLine,
  recent: readonly TraceLine[],
  last: TraceLine,
  { index, timeoutMs }: Period,
): Cause {
  const isOne = recent.length === 1;
  const refused = recent.filter((arrival) => refusesEntries(arrival, index)).length;
  const all = isOne ? 'it' : 'all of them';
  const of = refused === recent.length ? all : `${refused} of them`;
  const did = refused === 0 ? '' : `, and refused ${of}`;
  const count = isOne ? 'one' : String(recent.length);
  const heard = `${count} AppendEntries in the ${timeoutMs} ms before it stood`;
  const which = isOne ? '' : 'the last ';
  return {
    lines: [last, line],
    text: (at) => `${name} had received ${heard} ${at(line)}, ${which}${at(last)}${did}.`,
  };
}
