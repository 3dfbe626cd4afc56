/**
 * Makes a finding of a standstill: its run is written down, shrunk, and performed once more. Each
 * run that stands still on the way costs a thread and a time limit, so the rounds are bounded.
 */
import type { Engine, RunSize } from '../../search/finding.ts';
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import { DEFAULT_SHRINK_EXECUTIONS } from '../../search/shrinking/shrink-limits.ts';
import type { StandingRun } from '../../search/shrinking/standing-run.ts';
import { performedInThread } from './record-job.ts';
import type { TargetRequest } from './requested-target.ts';
import { shrinkMs, type ShrinkBudget } from './shrink-budget.ts';
import { standingInThread, type StandingDone } from './standing-job.ts';
import type { FoundStanding, StandingEvent, StandingRequest } from './standing-round.ts';
import { USUAL_STEP_LIMIT_MS } from './step-limit.ts';
import type { Ended, UnderWay } from './thread.ts';

export interface StandingOptions {
  readonly target: TargetRequest;
  readonly budget: ShrinkBudget;
  /** Cluster sizes that were asked for; null: any. */
  readonly nodes: readonly number[] | null;
  readonly foundBy: Engine;
  /** Of a finding that is shrunk again; null: that of the run itself. */
  readonly original: RunSize | null;
}

/**
 * - `lost`: performed again, the run does not come to the step.
 * - `diverged`: it does, and the step does not stand still again.
 */
export type StandingOutcome =
  | ({ readonly kind: 'found' } & FoundStanding)
  | { readonly kind: 'lost' }
  | { readonly kind: 'diverged' };

type Written = Extract<StandingEvent, { readonly kind: 'written' }>;

type Runs = Pick<StandingRequest, 'best' | 'promising'>;

/** So many simpler runs may stand still: each has half of what came before, or one part less. */
const MAX_ROUNDS = 20;

export class StandingFind {
  readonly #options: StandingOptions;
  readonly #tried: string[] = [];
  /** No more is tried: the time for shrinking is over. */
  #isOver = false;
  /** The size of the run as it was met. */
  #original: RunSize | null = null;
  #isStopped = false;
  #current: UnderWay<unknown> | null = null;

  constructor(options: StandingOptions) {
    this.#options = options;
  }

  /** What is known by then comes within a second. */
  stop(): void {
    this.#isStopped = true;
    this.#endTrying();
  }

  async of(met: StandingRun<RunUnderWay>): Promise<StandingOutcome> {
    const ms = shrinkMs(this.#options.budget);
    const timer = ms === null ? undefined : setTimeout(() => this.#endTrying(), ms);
    const all = await this.#written({ best: met, promising: null }).finally(() => {
      clearTimeout(timer);
    });
    const [first, last] = [all[0], all.at(-1)];
    if (first === undefined || last === undefined) return { kind: 'lost' };
    for (const one of last.best === first.best ? [last] : [last, first]) {
      if (await this.#standsStillAgain(one)) return { kind: 'found', ...one.found };
    }
    return { kind: 'diverged' };
  }

  #endTrying(): void {
    this.#isOver = true;
    this.#current?.stop();
  }

  /** What was written down, round by round, until nothing simpler stands still. */
  async #written(met: Runs): Promise<Written[]> {
    const all: Written[] = [];
    let runs: Runs | null = met;
    for (let round = 0; round < MAX_ROUNDS && runs !== null; round += 1) {
      const mayTry: boolean = round < MAX_ROUNDS - 1 && !this.#isOver;
      // To write down what stood still takes a moment, and nothing else is known of the first.
      if (!mayTry && this.#isStopped && round > 0) break;
      const underWay = this.#round(runs, mayTry, (written) => all.push(written));
      const ended = await (mayTry ? this.#stoppable(underWay) : underWay.done);
      const latest = all.at(-1);
      // Ended before it had begun: once more, and nothing is tried.
      if (ended.kind === 'cutShort' && mayTry && latest === undefined) continue;
      if (ended.kind === 'done' && latest !== undefined) {
        all.push({ ...latest, found: ended.found ?? latest.found });
      }
      const promising = ended.kind === 'stoodStill' ? ended.met : null;
      runs = promising === null || latest === undefined ? null : { best: latest.best, promising };
    }
    return all;
  }

  #round(
    runs: Runs,
    mayTry: boolean,
    onWritten: (event: Written) => void,
  ): UnderWay<Ended<StandingDone>> {
    const { target, nodes, foundBy, original, budget } = this.#options;
    const about = { nodes, foundBy, original: original ?? this.#original };
    const maxExecutions = budget.executions ?? DEFAULT_SHRINK_EXECUTIONS;
    const executions = this.#tried.length;
    const left = mayTry ? maxExecutions - executions : 0;
    const tries = { tried: [...this.#tried], executions, maxExecutions: left };
    const stepLimitMs = this.#stepLimitMs;
    return standingInThread({ ...target, ...runs, ...about, ...tries, stepLimitMs }, (event) => {
      if (event.kind === 'tries') return void this.#tried.push(event.id);
      this.#original ??= event.found.finding.shrinking.original;
      onWritten(event);
    });
  }

  /** Interrupted, it is believed: it stood still for a while at least. */
  async #standsStillAgain({ best }: Written): Promise<boolean> {
    if (this.#isStopped) return true;
    const { target } = this.#options;
    const watched = { ...target, stepLimitMs: this.#stepLimitMs };
    const ended = await this.#stoppable(
      performedInThread({
        ...watched,
        run: best.run,
        sought: ['never-throws'],
        standsStillIn: null,
      }),
    );
    if (ended.kind === 'stoodStill') return ended.met?.request === best.request;
    return ended.kind === 'cutShort';
  }

  get #stepLimitMs(): number {
    return this.#options.target.stepLimitMs ?? USUAL_STEP_LIMIT_MS;
  }

  async #stoppable<Done>(underWay: UnderWay<Done>): Promise<Done> {
    this.#current = underWay;
    if (this.#isStopped) underWay.stop();
    return underWay.done.finally(() => (this.#current = null));
  }
}
