/**
 * What could have influenced what: Lamport's "happened before" over a trace. A node's own events
 * follow one another, across crashes too, because a disk remembers; a message carries the past of
 * its sender to its receiver. Time alone is no cause.
 */
import { nodeOf, type Received } from './event.ts';
import type { Trace, TraceLine } from './trace.ts';

/** For the line at each place: the places of the lines directly before it, causally. */
export type DirectCauses = readonly (readonly number[])[];

/** Finds the direct causes of every line. A line's place is its step minus one. */
export function directCauses(trace: Trace): DirectCauses {
  const latestOf = new Map<number, number>();
  const sendings = new Map<string, number>();
  return trace.map((line, index) => {
    const causes: number[] = [];
    const sending = sendings.get(arrivalOf(line) ?? '');
    if (sending !== undefined) causes.push(sending);
    const node = happenedTo(line);
    if (node !== 0) {
      const previous = latestOf.get(node);
      if (previous !== undefined) causes.push(previous);
      latestOf.set(node, index);
    }
    if (line.event.kind === 'sent') sendings.set(messageName(line.event.flight), index);
    return causes;
  });
}

/** The steps of everything that could have led to one of `steps`, these included. */
export function causalPast(trace: Trace, steps: Iterable<number>): ReadonlySet<number> {
  const causes = directCauses(trace);
  const open = [...steps].map((step) => step - 1).filter((index) => index in causes);
  const past = new Set<number>(open);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const cause of causes[index] ?? []) {
      if (past.has(cause)) continue;
      past.add(cause);
      open.push(cause);
    }
  }
  return new Set([...past].map((index) => index + 1));
}

/** A message's name, the same for both of its copies: link, kind, term and ordinal. */
export function messageName({ from, node, meaning, ordinal }: Received): string {
  return `${from}>${node} ${meaning.kind} ${meaning.term} ${ordinal}`;
}

/** The message that must have been sent before: it arrives, is lost, is doubled or is dropped. */
function arrivalOf({ event }: TraceLine): string | null {
  switch (event.kind) {
    case 'received':
      return messageName(event);
    case 'crashed':
    case 'threw':
      return event.during?.kind === 'received' ? messageName(event.during) : null;
    case 'lost':
    case 'duplicated':
      return messageName(event.flight);
    default:
      return null;
  }
}

/** A lost or doubled message is no event of its receiver, which never hears of it. */
function happenedTo({ event }: TraceLine): number {
  if (event.kind === 'lost' || event.kind === 'duplicated') return 0;
  return event.kind === 'sent' ? event.node : nodeOf(event);
}
