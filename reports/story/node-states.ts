/** Reads a trace forwards, and knows at each line all that can be known of every node. */
import { nodeOf, type Link, type TraceEvent } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { UNBORN, type NodeState, type Side } from './node-state.ts';

export class NodeStates {
  readonly #states: NodeState[];
  readonly #cut = new Set<string>();

  constructor(nodes: number) {
    this.#states = new Array<NodeState>(nodes).fill(UNBORN);
  }

  /** n1's stands first. An unchanged reference means that nothing changed. */
  get all(): readonly NodeState[] {
    return [...this.#states];
  }

  read(line: TraceLine): void {
    const { event } = line;
    switch (event.kind) {
      case 'sent':
      case 'lost':
      case 'duplicated':
        return;
      case 'linksCut':
      case 'linksRestored':
        return this.#link(event.links, event.kind === 'linksCut');
      default: {
        const node = nodeOf(event);
        const state = this.#states[node - 1];
        if (state === undefined) return;
        const seen = line.before === line.after ? state : { ...state, view: seenOf(line.after) };
        this.#states[node - 1] = told(seen, event, line.timeMs);
      }
    }
  }

  #link(links: readonly Link[], isCut: boolean): void {
    for (const [from, to] of links) {
      if (isCut) this.#cut.add(`${from}>${to}`);
      else this.#cut.delete(`${from}>${to}`);
    }
    for (const [slot, state] of this.#states.entries()) {
      this.#states[slot] = { ...state, side: this.#sideOf(slot + 1) };
    }
  }

  #sideOf(node: NodeId): Side | null {
    const others = this.#states.map((_, slot) => slot + 1).filter((other) => other !== node);
    const sends = (other: NodeId): boolean => !this.#cut.has(`${node}>${other}`);
    const hears = (other: NodeId): boolean => !this.#cut.has(`${other}>${node}`);
    if (others.every((other) => sends(other) && hears(other))) return null;
    return {
      both: others.filter((other) => sends(other) && hears(other)),
      to: others.filter((other) => sends(other) && !hears(other)),
      from: others.filter((other) => !sends(other) && hears(other)),
    };
  }
}

/** What an event says of its node beside the view. */
function told(state: NodeState, event: TraceEvent, timeMs: number): NodeState {
  switch (event.kind) {
    case 'persisted':
      return { ...state, disk: event.durable };
    case 'timerFired':
      return { ...state, fired: { timer: event.timer, timeMs } };
    case 'paused':
      return { ...state, isPaused: true };
    case 'resumed':
    case 'crashed':
      return { ...state, isPaused: false };
    case 'clockJumped':
      return { ...state, clock: { ...state.clock, setMs: state.clock.setMs + event.byMs } };
    case 'clockDrifted':
      return { ...state, clock: { ...state.clock, rate: event.rate } };
    default:
      return state;
  }
}

function seenOf(view: NodeView | null): NodeState['view'] {
  if (view === null) return null;
  const { role, currentTerm, votedFor, log, commitIndex } = view;
  return { role, currentTerm, votedFor, log, commitIndex };
}
