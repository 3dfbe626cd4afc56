/**
 * What runs have covered: the abstract states of the cluster. A state is what each node is (role,
 * whether its term and its log are as far as any other's, whether it voted) without its name or its
 * numbers, and which kinds of faults are in force.
 */
import { mix } from '../../simulator/luck.ts';
import type { Received, TraceEvent } from '../../trace/event.ts';
import type { Observer } from '../../trace/observer.ts';
import type { NodeView } from '../../trace/view.ts';
import { FaultsInForce } from './faults-in-force.ts';

/** Values of a node's code: role or down, vote, term, log. */
const CODES = 4 * 2 * 2 * 2;

/** Keys are whole numbers that engines store without a box. */
const KEY_MASK = 0x3fff_ffff;

/** Nodes have no order: a state is the sum of what each adds, so that no sorting is needed. */
const WORTH = Int32Array.from({ length: CODES }, (_, code) => mix(0x5eed, code) & KEY_MASK);

const ROLE_CODES = { follower: 1, candidate: 2, leader: 3 } as const;

/** Hears of the states of run after run; in one run, the same state may come again. */
export interface StateListener {
  /** Another run begins. */
  begin(): void;
  note(key: number): void;
}

export class AbstractStates implements Observer {
  readonly #listeners: readonly StateListener[];
  readonly #faults = new FaultsInForce();
  #views: (NodeView | null)[] = [];
  #latest = -1;
  #isUnderWay = false;

  constructor(listeners: readonly StateListener[]) {
    this.#listeners = listeners;
  }

  /** A run begins, whose nodes are as they are after their first boot; null: not known yet. */
  begin(views: readonly (NodeView | null)[]): void {
    for (const listener of this.#listeners) listener.begin();
    this.#faults.clear();
    this.#views = [...views];
    this.#latest = -1;
    this.#isUnderWay = true;
  }

  /** The run is over: what happens before the next one begins is part of none. */
  end(): void {
    this.#isUnderWay = false;
  }

  happened(
    timeMs: number,
    event: TraceEvent,
    before: NodeView | null,
    after: NodeView | null,
  ): void {
    if (!this.#isUnderWay) return;
    if (before !== after && 'node' in event) {
      this.#views[event.node - 1] = after;
      if (!isSeen(before, after)) return;
    } else if (!this.#faults.hear(timeMs, event)) return;
    this.#note(timeMs);
  }

  sent(_timeMs: number, _flight: Received): void {
    // A message in flight is no part of the state.
  }

  #note(timeMs: number): void {
    const views = this.#views;
    let term = 0;
    let logTerm = 0;
    let logLength = 0;
    for (let slot = 0; slot < views.length; slot += 1) {
      const view = views[slot];
      if (view === null || view === undefined) continue;
      const { log, currentTerm } = view;
      if (currentTerm > term) term = currentTerm;
      const lastTerm = log.length === 0 ? 0 : (log[log.length - 1]?.term ?? 0);
      if (lastTerm > logTerm || (lastTerm === logTerm && log.length > logLength)) {
        logTerm = lastTerm;
        logLength = log.length;
      }
    }
    let sum = views.length;
    for (let slot = 0; slot < views.length; slot += 1) {
      const view = views[slot];
      if (view === null || view === undefined) continue;
      const { log, currentTerm, votedFor, role } = view;
      const lastTerm = log.length === 0 ? 0 : (log[log.length - 1]?.term ?? 0);
      const isLongest = lastTerm === logTerm && log.length === logLength;
      const flags = (currentTerm === term ? 4 : 0) + (isLongest ? 2 : 0);
      const code = ROLE_CODES[role] * 8 + flags + (votedFor === null ? 0 : 1);
      sum = (sum + (WORTH[code] ?? 0)) & KEY_MASK;
    }
    const key = mix(sum, this.#faults.at(timeMs)) & KEY_MASK;
    if (key === this.#latest) return;
    this.#latest = key;
    for (const listener of this.#listeners) listener.note(key);
  }
}

/** Whether anything differs that a state is made of. */
function isSeen(before: NodeView | null, after: NodeView | null): boolean {
  if (before === null || after === null) return true;
  return (
    before.role !== after.role ||
    before.currentTerm !== after.currentTerm ||
    before.votedFor !== after.votedFor ||
    before.log !== after.log
  );
}
