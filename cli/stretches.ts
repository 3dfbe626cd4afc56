/** Which target is hunted in next, and how far: each once, or in turns on one budget. */
import { BATCH } from '../search/hunting/batch.ts';
import { chunkAt, WHOLE_CAMPAIGN } from '../campaign/ledger/chunk.ts';
import { IN_MS, IN_RUNS, Shares, type Share } from '../campaign/ledger/shares.ts';
import type { Hunted, Spent, Stretch } from './hunting.ts';
import type { Budget } from './quantity.ts';
import { UNLIMITED_RUNS, type RunPlan, type TargetPlan } from './run-plan.ts';

/** One target's turn. */
export interface Turn extends Omit<Stretch, 'before' | 'isTold'> {
  readonly plan: TargetPlan;
  readonly share: Share;
}

/** What earlier sessions have spent on a target. */
export type SpentBefore = Pick<Spent, 'usedMs' | 'reachedMs'>;

export class Stretches {
  readonly #plan: RunPlan;
  readonly #shares: Shares | null;
  #turns = 0;

  readonly #before: readonly SpentBefore[];

  /** `before`: of each target, what earlier sessions of the campaign have used of a budget. */
  constructor(plan: RunPlan, before: readonly SpentBefore[] = []) {
    this.#plan = plan;
    this.#before = before;
    this.#shares = plan.shared === null ? null : sharesOf(plan, plan.shared, before);
  }

  /** Null if the budget is used up, or no target has a use for it. */
  next(): Turn | null {
    const share = this.#shares === null ? this.#whole : this.#shares.next();
    const plan = share === null ? undefined : this.#plan.targets[share.target];
    if (share === null || plan === undefined) return null;
    const { maxRuns } = plan.request;
    switch (this.#plan.shared?.kind) {
      case undefined:
        return { plan, share, maxRuns, budgetMs: this.#leftOf(share.target, plan.budgetMs) };
      case 'runs':
        return { plan, share, maxRuns: share.total, budgetMs: null };
      case 'time':
        return { plan, share, maxRuns, budgetMs: share.amount };
    }
  }

  /** Returns whether the target may get another turn. */
  took({ share, budgetMs }: Turn, hunted: Hunted): boolean {
    if (this.#shares === null) return false;
    if (budgetMs === null) {
      const used = usedRuns(share, hunted);
      this.#shares.took(share, used, used < share.amount);
    } else {
      const { huntedMs, isEnough, brokeDown, isTimeUp } = hunted;
      const isOver = isEnough || brokeDown !== null || !isTimeUp;
      this.#shares.took(share, huntedMs, isOver);
    }
    return this.#shares.isOpen(share.target);
  }

  /** Of a budget of its own; null without a limit. */
  #leftOf(target: number, budgetMs: number | null): number | null {
    const before = this.#before[target];
    if (budgetMs === null || before === undefined) return budgetMs;
    return leftOf(budgetMs, [before]);
  }

  /** Each target once, with a budget of its own. */
  get #whole(): Share | null {
    const target = this.#turns;
    this.#turns += 1;
    return target < this.#plan.targets.length ? { target, amount: 0, total: 0 } : null;
  }
}

/** What begins anew does so within a longer budget alone. */
function leftOf(budgetMs: number, before: readonly SpentBefore[]): number {
  const reached = before.reduce((sum, { reachedMs }) => sum + reachedMs, 0);
  const used = before.reduce((sum, { usedMs }) => sum + usedMs, 0);
  return reached >= budgetMs ? 0 : Math.floor(budgetMs - used);
}

function sharesOf({ targets }: RunPlan, budget: Budget, before: readonly SpentBefore[]): Shares {
  const count = targets.length;
  if (budget.kind === 'time') {
    const total = leftOf(budget.ms, before);
    return new Shares({ total, targets: count, ...IN_MS });
  }
  const most = Math.min(UNLIMITED_RUNS, ...targets.map(({ request }) => request.maxRuns));
  return new Shares({ total: budget.runs, targets: count, most, ...IN_RUNS });
}

/** Whole chunks, so that it does not depend on threads; all of it unless the hunt ended itself. */
function usedRuns({ amount, total }: Share, hunted: Hunted): number {
  if (!hunted.isEnough && hunted.brokeDown === null) return amount;
  const { shard = WHOLE_CAMPAIGN } = hunted.plan.request;
  const { place } = hunted.resumable;
  const reached = place === 0 ? BATCH : (chunkAt(place - 1, shard) + 1) * BATCH;
  return Math.min(amount, Math.max(0, reached - (total - amount)));
}
