/** What may be said of a node without any node's name: nodes that are alike have it in common. */
import type { NodeState } from '../../simulator/node-state.ts';
import { PrintedRegister } from './printed-register.ts';
import type { NodeStateId, TransitionCache } from './transition-cache.ts';

export class Signatures {
  readonly #cache: TransitionCache;
  readonly #known = new PrintedRegister<null>();
  readonly #orders: number[] = [];

  constructor(cache: TransitionCache) {
    this.#cache = cache;
  }

  /** Renaming nodes leaves it as it is, and so does another order of the search. */
  of(id: NodeStateId): number {
    return (this.#orders[id] ??= this.#orderOf(id));
  }

  #orderOf(id: NodeStateId): number {
    const signature = this.#known.idOf(signatureOf(this.#cache.nodeState(id)), null);
    return this.#known.prints.orderOf(signature);
  }
}

function signatureOf({ identity, view, timers, unsynced }: NodeState): string {
  const { role, currentTerm, votedFor, log, commitIndex, matchIndex } = view;
  const hasVotedForItself = votedFor === null ? null : votedFor === identity.self;
  const terms = log.map(({ term }) => term);
  const matches = matchIndex?.toSorted((a, b) => a - b);
  const isUnsynced = unsynced !== undefined;
  const seen = [role, currentTerm, hasVotedForItself, terms, commitIndex, matches];
  return JSON.stringify([seen, timers, isUnsynced]);
}
