/** Picks a kind of decision by its weight, then one of that kind, each as likely as the others. */
import type { SearchFault } from '../exploring/bounds.ts';
import type { Scheduler } from './scheduler.ts';
import type { WalkedCluster } from './walked-cluster.ts';
import { TIMER_CLASSES } from './walked-node.ts';
import { WEIGHTS, type Kind } from './weights.ts';

/** The kinds by number: the first three take one of the messages in flight, then come timers. */
const KINDS = ['deliver', 'drop', 'duplicate', ...TIMER_CLASSES, 'propose', 'crash'] as const;

const FIRST_TIMER = 3;
const PROPOSE = FIRST_TIMER + TIMER_CLASSES.length;
const CRASH = PROPOSE + 1;

/** One half of a pick chooses the kind, the other half which one of it. */
const HALF_BITS = 16;
const HALF_MASK = (1 << HALF_BITS) - 1;

export class WeightedChoice implements Scheduler {
  readonly #weights: Int32Array;
  /** How many there are of each kind. */
  readonly #counts = new Int32Array(KINDS.length);
  readonly takesProposals: boolean;
  readonly width = 0;
  readonly length = 0;
  #item = 0;

  constructor(faults: readonly SearchFault[], takesProposals: boolean) {
    this.takesProposals = takesProposals;
    this.#weights = Int32Array.from(KINDS, (kind) => {
      const isFault = kind === 'duplicate' || kind === 'crash';
      const isIdle = kind === 'propose' && !takesProposals;
      return isIdle || (isFault && !faults.includes(kind)) ? 0 : WEIGHTS[kind];
    });
  }

  /** Which one of its kind was picked, from 0 on. */
  get item(): number {
    return this.#item;
  }

  begin(): void {
    // Each pick is all that it needs.
  }

  removed(): void {
    // The order of messages in flight means nothing to it.
  }

  /** The kind that a number of 32 bits picks; null if nothing is enabled. */
  pick(pick: number, cluster: WalkedCluster): Kind | null {
    const counts = this.#counts;
    const total = this.#count(cluster);
    let rest = ((pick & HALF_MASK) * total) >>> HALF_BITS;
    for (let kind = 0; kind < counts.length; kind += 1) {
      const count = counts[kind] ?? 0;
      if (count === 0) continue;
      rest -= this.#weights[kind] ?? 0;
      if (rest >= 0) continue;
      this.#item = ((pick >>> HALF_BITS) * count) >>> HALF_BITS;
      return KINDS[kind] ?? null;
    }
    return null;
  }

  /** Counts what is enabled, and adds up the weights of its kinds. */
  #count({ flights, armed, leaders, nodes }: WalkedCluster): number {
    const counts = this.#counts;
    for (let kind = 0; kind < FIRST_TIMER; kind += 1) counts[kind] = flights.length;
    for (let index = 0; index < armed.length; index += 1) {
      counts[FIRST_TIMER + index] = armed[index] ?? 0;
    }
    // Clients turn to nodes that say they lead.
    counts[PROPOSE] = leaders;
    counts[CRASH] = nodes.length;
    let total = 0;
    for (let kind = 0; kind < counts.length; kind += 1) {
      if ((counts[kind] ?? 0) > 0) total += this.#weights[kind] ?? 0;
    }
    return total;
  }
}
