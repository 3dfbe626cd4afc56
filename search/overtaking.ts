/** Whether a message arrives after one that was sent later on its link. */
import { supports } from '../simulator/capabilities.ts';
import type { Target } from '../simulator/target.ts';
import { messageName } from '../trace/causality.ts';
import type { Received, TraceEvent } from '../trace/event.ts';
import type { Observer } from '../trace/observer.ts';
import { inputOf, type Trace } from '../trace/trace.ts';

/** Listens to a run from its beginning. */
export class Overtaking implements Observer {
  /** Whether it has happened. A copy that comes after later messages is overtaken as well. */
  hasHappened = false;
  #sent = 0;
  /** Of each message: how many were sent before it, itself included. */
  readonly #places = new Map<string, number>();
  /** Of each link: the place of the latest message that has arrived. */
  readonly #latest = new Map<string, number>();

  sent(_timeMs: number, flight: Received): void {
    this.#sent += 1;
    this.#places.set(messageName(flight), this.#sent);
  }

  happened(_timeMs: number, event: TraceEvent): void {
    const arrival = inputOf(event);
    if (arrival?.kind !== 'received') return;
    const link = `${arrival.from}>${arrival.node}`;
    const place = this.#places.get(messageName(arrival)) ?? 0;
    const latest = this.#latest.get(link) ?? 0;
    if (place < latest) this.hasHappened = true;
    else this.#latest.set(link, place);
  }
}

export function overtakes(trace: Trace): boolean {
  const overtaking = new Overtaking();
  for (const { timeMs, event } of trace) {
    if (event.kind === 'sent') overtaking.sent(timeMs, event.flight);
    else overtaking.happened(timeMs, event);
  }
  return overtaking.hasHappened;
}

/**
 * Whether a run that replaces this one must deliver its messages in order: the target needs that,
 * and this run keeps to it.
 */
export function owesOrder({ capabilities }: Target, trace: Trace): boolean {
  return !supports(capabilities, 'reordering') && !overtakes(trace);
}
