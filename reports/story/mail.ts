/** What the network must do in a run without clocks, where being slow is no fault. */
import { messageName } from '../../trace/causality.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { inputOf } from '../../trace/trace.ts';
import type { TraceIndex } from './trace-index.ts';

/** Each message counts once, however often it arrived. */
export interface Mail {
  readonly sent: number;
  /** Arrivals of messages that a later one on their link overtook. */
  readonly overtaken: readonly TraceLine[];
  /** Never arrived, though a later one on their link did: lost, or overtaken as well. */
  readonly passedOver: number;
  /** Were still on their way when the run ended, with all that followed them. */
  readonly underWay: number;
}

export function mailOf(index: TraceIndex): Mail {
  const links = new Map<string, string[]>();
  const arrivals = new Map<string, TraceLine>();
  for (const line of index.trace) {
    const { event } = line;
    if (event.kind === 'sent') {
      const { from, node } = event.flight;
      const link = `${from}>${node}`;
      links.set(link, [...(links.get(link) ?? []), messageName(event.flight)]);
    }
    const arrival = inputOf(event);
    if (arrival?.kind !== 'received') continue;
    const name = messageName(arrival);
    if (!arrivals.has(name)) arrivals.set(name, line);
  }
  const mail = { sent: 0, overtaken: new Array<TraceLine>(), passedOver: 0, underWay: 0 };
  for (const names of links.values()) {
    let nextStep = Infinity;
    mail.sent += names.length;
    for (const name of names.toReversed()) {
      const arrival = arrivals.get(name);
      const step = arrival?.step ?? Infinity;
      if (arrival !== undefined && step > nextStep) mail.overtaken.push(arrival);
      if (arrival === undefined && nextStep < Infinity) mail.passedOver += 1;
      if (arrival === undefined && nextStep === Infinity) mail.underWay += 1;
      nextStep = Math.min(nextStep, step);
    }
  }
  return mail;
}
