/** The runs that are kept of one target: scenarios of the timed engine, schedules of the other. */
import { isScenario, isSchedule } from './kept-run.ts';
import type { KeptRun, SavedScenario, SavedSchedule } from './kept-run.ts';
import { Pool } from './pool.ts';

/** At most so many of each engine: more take longer to read than they are worth. */
export const MAX_KEPT = 1000;

export class Corpus {
  readonly scenarios = new Pool<SavedScenario>();
  readonly schedules = new Pool<SavedSchedule>();

  constructor(all: readonly KeptRun[] = []) {
    for (const kept of all) this.add(kept);
  }

  /** Abstract states that its runs show, of both engines together. */
  get states(): number {
    return this.scenarios.size + this.schedules.size;
  }

  add(kept: KeptRun): void {
    if (isScenario(kept)) this.scenarios.add(kept);
    else if (isSchedule(kept)) this.schedules.add(kept);
  }

  /** Whether the run shows what no other one does, or shows it sooner. */
  wants({ run, states }: KeptRun): boolean {
    const pool = run.kind === 'scenario' ? this.scenarios : this.schedules;
    return pool.worthKeeping(states) > 0;
  }

  /** Those that are the smallest for most states, if there are more than {@link MAX_KEPT}. */
  get runs(): readonly KeptRun[] {
    return [...this.scenarios.runs(MAX_KEPT), ...this.schedules.runs(MAX_KEPT)];
  }
}
