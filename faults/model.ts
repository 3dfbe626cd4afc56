/** What a command may know of the world before it runs: who is down or paused, what is cut. */
import type { Link } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import type { NetworkFaultKind } from '../simulator/network.ts';
import type { World } from '../simulator/world.ts';
import type { Action } from './action.ts';
import { memberOf } from './member.ts';

/**
 * It knows nothing of Raft. What the world tells is asked there, for a crash within a step happens
 * behind the back of any command; only what the world keeps to itself is written down here.
 */
export class Model {
  /** What commands have done so far, in order: the script without those that did not apply. */
  readonly performed: Action[] = [];
  readonly paused = new Set<NodeId>();
  /** Those that never come back. */
  readonly gone = new Set<NodeId>();
  /** In percent of true time; clocks that run true are left out. */
  readonly clockPercents = new Map<NodeId, number>();
  /** Disks that run at their own pace are left out. */
  readonly slowDisksMs = new Map<NodeId, number>();
  /** When the latest network fault of each kind ends. */
  readonly networkFaultEndsMs = new Map<NetworkFaultKind, number>();
  /** Told of every action before it is performed. */
  onAction: ((action: Action) => void) | null = null;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get nodes(): number {
    return this.#world.setup.nodes;
  }

  /** Nothing more can be done to a world that takes no further step. */
  get isOver(): boolean {
    return this.#world.ending !== null;
  }

  /** The node that an action means. */
  member(id: NodeId): NodeId {
    return memberOf(id, this.nodes);
  }

  /** Whether a node runs, paused or not. */
  isUp(id: NodeId): boolean {
    return this.#world.isUp(this.member(id));
  }

  /** Whether a node stands still until it is resumed. */
  isPaused(id: NodeId): boolean {
    return this.paused.has(this.member(id));
  }

  /** Links on which nothing arrives. */
  cutLinks(): readonly Link[] {
    return this.#world.cutLinks();
  }

  /** Those of the links that are not cut. */
  uncut(links: readonly Link[]): Link[] {
    const cut = this.#world.cutLinks();
    const isCut = ([from, to]: Link): boolean =>
      cut.some((link) => link[0] === from && link[1] === to);
    return cut.length === 0 ? [...links] : links.filter((link) => !isCut(link));
  }
}
