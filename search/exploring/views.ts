/**
 * What properties see of the nodes, and whether they look: what a property does with an outcome
 * depends on other nodes only if it looks at one of them.
 */
import type { LogEntry, NodeId, NodeView, Role } from '../../trace/view.ts';

const NOTHING: NodeView = {
  role: 'follower',
  currentTerm: 0,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

export class Views {
  /** What is seen of each node, n1's first. The list stays the same, its content does not. */
  readonly list: (NodeView | null)[];
  readonly #watched: readonly WatchedView[];
  #hasLooked = false;

  constructor(nodes: number) {
    const noticed = (): void => {
      this.#hasLooked = true;
    };
    this.list = new Array<NodeView | null>(nodes).fill(null);
    this.#watched = Array.from({ length: nodes }, () => new WatchedView(noticed));
  }

  /** Whether anyone has looked at another node than the one that was named last. */
  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  /** Shows these, and watches all but that of node `self`. */
  watch(views: readonly (NodeView | null)[], self: NodeId): void {
    this.#hasLooked = false;
    for (const [slot, watched] of this.#watched.entries()) {
      const view = views[slot] ?? null;
      watched.shown = view ?? NOTHING;
      this.list[slot] = view === null || slot === self - 1 ? view : watched;
    }
  }

  /** Shows nodes of which nothing is known, and watches all but node `self`. */
  watchBlank(self: NodeId): void {
    this.watch(new Array<NodeView>(this.list.length).fill(NOTHING), self);
  }

  /** Shows these, and watches none. */
  show(views: readonly (NodeView | null)[]): void {
    for (let slot = 0; slot < views.length; slot += 1) this.list[slot] = views[slot] ?? null;
  }
}

/** A node's view that notices when it is read. */
class WatchedView implements NodeView {
  /** What is seen. */
  shown: NodeView = NOTHING;
  readonly #noticed: () => void;

  constructor(noticed: () => void) {
    this.#noticed = noticed;
  }

  get role(): Role {
    this.#noticed();
    return this.shown.role;
  }

  get currentTerm(): number {
    this.#noticed();
    return this.shown.currentTerm;
  }

  get votedFor(): NodeId | null {
    this.#noticed();
    return this.shown.votedFor;
  }

  get log(): readonly LogEntry[] {
    this.#noticed();
    return this.shown.log;
  }

  get commitIndex(): number {
    this.#noticed();
    return this.shown.commitIndex;
  }

  get matchIndex(): readonly number[] | null {
    this.#noticed();
    return this.shown.matchIndex;
  }
}
