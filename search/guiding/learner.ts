/** What the runs of one engine show in one chunk that no kept run shows. */
import type { SavedRun } from '../finding.ts';
import { sizeOf, type KeptRun } from './kept-run.ts';
import { Pool } from './pool.ts';
import { RunStates } from './run-states.ts';

export class Learner<Run extends SavedRun> {
  readonly pool: Pool<Run>;
  /** Watches the run under way. */
  readonly states = new RunStates(() => this.position());
  /** How much of it has happened, the action or decision under way included. */
  position: () => number = () => 0;
  readonly #before: ReadonlySet<KeptRun<Run>>;
  readonly #beginningOf: (run: Run, size: number) => Run;

  /** `before` are the runs that are kept already, `begun` what the same chunk has learned. */
  constructor(
    before: readonly KeptRun<Run>[],
    beginningOf: (run: Run, size: number) => Run,
    begun: readonly KeptRun<Run>[] = [],
  ) {
    this.#before = new Set(before);
    this.#beginningOf = beginningOf;
    this.pool = new Pool([...before, ...begun]);
  }

  /** The run that was watched is over: keeps what of it is worth keeping. */
  learn(run: Run): void {
    const size = sizeOf(run);
    const end = this.pool.worthKeeping(this.states.since, size);
    if (end === 0) return;
    // What a timed run shows while everything heals, it shows after all its actions.
    const reached = this.states.reached.map(([key, at]) => [key, Math.min(at, size)] as const);
    const states = reached.filter(([, at]) => at <= end);
    this.pool.add({ run: this.#beginningOf(run, end), states });
  }

  /** The new ones that are still the smallest for some state. */
  get learned(): readonly KeptRun<Run>[] {
    return this.pool.runs().filter((kept) => !this.#before.has(kept));
  }
}
