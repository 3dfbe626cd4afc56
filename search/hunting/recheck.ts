/** Performs some runs twice: what goes two ways is no function of its input. */
import type { Scenario } from '../../faults/scenario.ts';
import { isPure, type Target } from '../../simulator/target.ts';
import type { SavedRun } from '../finding.ts';
import { divergenceOf, isDeterministic, type Divergence } from '../running/determinism.ts';

/** One run in this many, the first included. */
const RECHECK_EVERY = 500;

/** The same of live code, whose modules may remember more than they should. */
const RECHECK_LIVE_EVERY = 50;

export class Recheck {
  readonly #target: Target;
  readonly #every: number;
  rechecked = 0;
  diverged = 0;
  divergence: Divergence | null = null;

  /** `every` is a number of runs; null: as often as usual. */
  constructor(target: Target, every: number | null) {
    this.#target = target;
    this.#every = every ?? (isPure(target) ? RECHECK_EVERY : RECHECK_LIVE_EVERY);
  }

  /** `number` counts the timed runs of the hunt from 1. */
  look(number: number, scenario: Scenario): void {
    if ((number - 1) % this.#every !== 0) return;
    this.rechecked += 1;
    if (isDeterministic(this.#target, scenario)) return;
    this.hasDiverged({ kind: 'scenario', ...scenario });
  }

  /** A run that failed does not fail again. */
  doesNotFailAgain(run: SavedRun): void {
    this.rechecked += 1;
    this.hasDiverged(run);
  }

  answeredDifferently(text: string): void {
    this.diverged += 1;
    this.divergence ??= { kind: 'answer', text };
  }

  hasDiverged(run: SavedRun): void {
    this.diverged += 1;
    this.divergence ??= divergenceOf(this.#target, run);
  }
}
