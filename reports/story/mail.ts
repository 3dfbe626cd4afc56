/** What became of the messages of a run without clocks, where no fault is needed to be late. */
import { messageName } from '../../trace/causality.ts';
import { inputOf } from '../../trace/trace.ts';
import type { TraceIndex } from './trace-index.ts';
import { lateSender } from './delay.ts';

/** Each message counts once, however often it arrived. */
export interface Mail {
  readonly sent: number;
  /** Arrived after their sender or their receiver had moved on. */
  readonly late: number;
  readonly neverDelivered: number;
}

export function mailOf(index: TraceIndex): Mail {
  const sent = new Set<string>();
  const arrived = new Set<string>();
  const late = new Set<string>();
  for (const line of index.trace) {
    const { event } = line;
    if (event.kind === 'sent') sent.add(messageName(event.flight));
    const arrival = inputOf(event);
    if (arrival?.kind !== 'received') continue;
    arrived.add(messageName(arrival));
    if (lateSender(line, index) !== null) late.add(messageName(arrival));
  }
  return { sent: sent.size, late: late.size, neverDelivered: sent.size - arrived.size };
}
