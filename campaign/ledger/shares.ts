/**
 * One budget for several targets. In each round, all targets that have a use for more get equal
 * shares of what is left; what they do not use is shared in the next round.
 */
import { BATCH } from '../../search/hunting/batch.ts';

/** What a target may use before it is asked again. */
export interface Share {
  /** Its place in the list of targets. */
  readonly target: number;
  readonly amount: number;
  /** All that it has had, this share included. */
  readonly total: number;
}

export interface Sharing {
  readonly total: number;
  readonly targets: number;
  /** No target gets more than this in all. */
  readonly most?: number;
  /** Shares are multiples of it, as long as they are no less; only such a share can be added to. */
  readonly unit: number;
  /** Less than this is not worth a share, but for the first of each target. */
  readonly least: number;
}

/** A budget of runs: what a chunk has begun, no later share could end. */
export const IN_RUNS = { unit: BATCH, least: 1 } as const;

/** A budget of milliseconds: below the least, threads take longer to start again than to hunt. */
export const IN_MS = { unit: 1, least: 250 } as const;

export class Shares {
  readonly #sharing: Sharing;
  readonly #given: number[];
  readonly #open: Set<number>;
  #round: { readonly target: number; readonly amount: number }[] = [];
  #left: number;

  constructor(sharing: Sharing) {
    const { targets, total } = sharing;
    this.#sharing = sharing;
    this.#left = total;
    this.#given = new Array<number>(targets).fill(0);
    this.#open = new Set(this.#given.keys());
  }

  /** Whether a target may get another share. */
  isOpen(target: number): boolean {
    return this.#open.has(target) && this.#left >= this.#sharing.least;
  }

  /** Null if nothing is left, or nobody that could use it. */
  next(): Share | null {
    if (this.#round.length === 0) {
      const isFirst = this.#given.every((amount) => amount === 0);
      if (!isFirst && this.#left < this.#sharing.least) return null;
      this.#round = this.#nextRound();
    }
    const part = this.#round.shift();
    if (part === undefined) return null;
    const { most = Infinity, unit } = this.#sharing;
    const { target } = part;
    const before = this.#given[target] ?? 0;
    const amount = Math.min(part.amount, most - before);
    const total = before + amount;
    this.#given[target] = total;
    if (total >= most || total % unit !== 0) this.#open.delete(target);
    return { target, amount, total };
  }

  /** What became of a share; `isOver`: its target has no use for another. */
  took({ target, amount }: Share, used: number, isOver: boolean): void {
    this.#left -= Math.min(amount, Math.max(0, used));
    if (isOver) this.#open.delete(target);
  }

  #nextRound(): { readonly target: number; readonly amount: number }[] {
    const targets = [...this.#open];
    const isFirst = this.#given.every((amount) => amount === 0);
    const isLittle = this.#left < this.#sharing.unit * targets.length;
    const unit = isFirst && isLittle ? 1 : this.#sharing.unit;
    const units = Math.floor(this.#left / unit);
    const each = Math.floor(units / targets.length);
    const amounts = targets.map((_, place) => {
      return unit * (each + (place < units % targets.length ? 1 : 0));
    });
    // What is less than a unit is for the last: nothing can follow it.
    amounts.push((amounts.pop() ?? 0) + (this.#left % unit));
    return targets
      .map((target, place) => ({ target, amount: amounts[place] ?? 0 }))
      .filter(({ amount }) => amount > 0);
  }
}
