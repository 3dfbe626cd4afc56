/** Which scheduler makes the next adversarial run: all that are asked for take turns. */
import type { SchedulerName } from '../walking/scheduler.ts';
import { ADVERSARIAL_SAMPLE } from './coverage.ts';

/** What holds if nobody says which. */
export const USUAL_SCHEDULERS: readonly SchedulerName[] = ['uniform'];

export class Turns {
  readonly #schedulers: readonly SchedulerName[];
  #runs = 0;

  constructor(schedulers: readonly SchedulerName[] = USUAL_SCHEDULERS) {
    this.#schedulers = schedulers;
  }

  next(): SchedulerName {
    const scheduler = this.#schedulers[this.#runs % this.#schedulers.length] ?? 'uniform';
    this.#runs += 1;
    return scheduler;
  }

  /**
   * Whether the latest run belongs to the sample whose coverage is noted. Statistics speak of runs
   * that are drawn alike: so the sample is of the first scheduler alone.
   */
  isOfSample(scheduler: SchedulerName): boolean {
    const [first] = this.#schedulers;
    const turn = Math.floor((this.#runs - 1) / this.#schedulers.length);
    return scheduler === first && turn % ADVERSARIAL_SAMPLE === 0;
  }
}
