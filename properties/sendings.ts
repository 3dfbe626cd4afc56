/**
 * What the check notes of steps and of the messages that they send, so that a property can judge a
 * message by the step that sends it: how many there were, and which step each node took last.
 */
import type { Booted, StepEvent, TraceEvent } from '../trace/event.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import type { Property } from './property.ts';

export class Sendings {
  readonly #steps: (StepEvent | Booted | null)[];
  readonly #viewsBefore: (NodeView | null)[];
  /** Messages that are not of kind `other`, and the appendEntries among them. */
  #messages = 0;
  #appends = 0;

  constructor(nodes: number) {
    this.#steps = new Array<StepEvent | Booted | null>(nodes).fill(null);
    this.#viewsBefore = new Array<NodeView | null>(nodes).fill(null);
  }

  /** A node has taken a step, and sends its messages from now on. */
  began(step: StepEvent | Booted, before: NodeView | null): void {
    this.#steps[step.node - 1] = step;
    this.#viewsBefore[step.node - 1] = before;
  }

  /** The step that sends what a node sends now. */
  stepOf(sender: NodeId): StepEvent | Booted | null {
    return this.#steps[sender - 1] ?? null;
  }

  /** What could be seen of a node before that step. */
  viewBefore(sender: NodeId): NodeView | null {
    return this.#viewsBefore[sender - 1] ?? null;
  }

  count(kind: WireMeaning['kind']): void {
    this.#messages += 1;
    if (kind === 'appendEntries') this.#appends += 1;
  }

  /** How often a property was put to the test that every message or event tests; or `count`. */
  countOf({ isTestedByEvery }: Property, events: number, count: number): number {
    switch (isTestedByEvery) {
      case 'event':
        return events;
      case 'message':
        return this.#messages;
      case 'appendEntries':
        return this.#appends;
      default:
        return count;
    }
  }
}

/** Whether a node takes a step at this event. */
export function isStep(event: TraceEvent): event is StepEvent | Booted {
  const { kind } = event;
  return kind === 'received' || kind === 'timerFired' || kind === 'proposed' || kind === 'booted';
}
