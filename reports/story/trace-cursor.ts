/** Reads a trace forwards, and knows at each line where everyone stands. */
import { nodeOf, type Link } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { majorityOf, type NodeId, type NodeView } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';
import { isRoutine } from './messages.ts';
import type { Interrupted } from './row.ts';
import { hasChanged } from './standing.ts';

export class TraceCursor {
  readonly #index: TraceIndex;
  readonly #views: (NodeView | null)[];
  readonly #paused = new Set<NodeId>();
  readonly #cut = new Set<string>();
  #place = 0;

  constructor(index: TraceIndex) {
    this.#index = index;
    this.#views = new Array<NodeView | null>(index.nodes).fill(null);
  }

  /** What can be seen of every node, n1's first. */
  get views(): readonly (NodeView | null)[] {
    return [...this.#views];
  }

  get interrupted(): Interrupted {
    const isDown = (node: NodeId): boolean => this.#views[node - 1] === null;
    const nodes = this.#views.map((_, slot) => slot + 1);
    return {
      down: nodes.filter(isDown),
      apart: nodes.filter((node) => this.#paused.has(node) || !this.#reachesMajority(node, nodes)),
    };
  }

  /** Reads up to this step; returns how many AppendEntries and answers to them changed nothing. */
  readTo(step: number): number {
    let heartbeats = 0;
    for (; this.#place < step; this.#place += 1) {
      const line = this.#index.trace[this.#place];
      if (line === undefined) break;
      if (isQuietHeartbeat(line)) heartbeats += 1;
      this.#note(line);
    }
    return heartbeats;
  }

  readToEnd(): number {
    return this.readTo(this.#index.trace.length);
  }

  #note({ event, after }: TraceLine): void {
    switch (event.kind) {
      case 'sent':
      case 'lost':
      case 'duplicated':
        return;
      case 'linksCut':
        for (const link of event.links) this.#cut.add(linkName(link));
        return;
      case 'linksRestored':
        for (const link of event.links) this.#cut.delete(linkName(link));
        return;
      case 'paused':
        this.#paused.add(event.node);
        return;
      case 'resumed':
      case 'crashed':
        this.#paused.delete(event.node);
        break;
      default:
    }
    const node = nodeOf(event);
    if (node > 0) this.#views[node - 1] = after;
  }

  #reachesMajority(node: NodeId, nodes: readonly NodeId[]): boolean {
    const reached = nodes.filter(
      (other) => !this.#cut.has(linkName([node, other])) && !this.#cut.has(linkName([other, node])),
    );
    return reached.length >= majorityOf(nodes.length);
  }
}

function linkName([from, to]: Link): string {
  return `${from}>${to}`;
}

function isQuietHeartbeat({ event, before, after }: TraceLine): boolean {
  if (event.kind !== 'received' || !isRoutine(event.meaning)) return false;
  return !hasChanged(before, after);
}
