/** A trace written by hand, for what no target here does: a vote that was never synced. */
import type { Received, TraceEvent } from '../../trace/event.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import { Recorder, type Trace } from '../../trace/trace.ts';
import type { NodeView, Role } from '../../trace/view.ts';

export class Scribe {
  readonly #recorder = new Recorder();
  readonly #views = new Map<number, NodeView | null>();
  #nowMs = 0;

  get trace(): Trace {
    return this.#recorder.lines;
  }

  /** The step that the next line will have. */
  get nextStep(): number {
    return this.trace.length + 1;
  }

  at(timeMs: number): this {
    this.#nowMs = timeMs;
    return this;
  }

  /** An event of one node that leaves it with this view. */
  node(event: TraceEvent & { readonly node: number }, after: NodeView | null): this {
    const before = this.#views.get(event.node) ?? null;
    this.#views.set(event.node, after);
    this.#recorder.happened(this.#nowMs, event, before, after);
    return this;
  }

  /** An event that changes nothing that can be seen of its node. */
  quiet(event: TraceEvent): this {
    const view = 'node' in event ? (this.#views.get(event.node) ?? null) : null;
    this.#recorder.happened(this.#nowMs, event, view, view);
    return this;
  }

  sent(flight: Received): this {
    this.#recorder.sent(this.#nowMs, flight);
    return this;
  }
}

/** A message of a term, the first of its kind on its link. */
export function message(from: number, node: number, meaning: WireMeaning, sentAtMs = 0): Received {
  const rest = { message: null, ordinal: 1, copy: false, sentAtMs };
  return { kind: 'received', node, from, meaning, ...rest };
}

/** `view('candidate', 1, 1)`: n1 as the candidate of term 1. */
export function view(role: Role, currentTerm: number, votedFor: number | null): NodeView {
  return { role, currentTerm, votedFor, log: [], commitIndex: 0, matchIndex: null };
}
