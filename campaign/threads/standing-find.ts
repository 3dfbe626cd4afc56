/**
 * Makes a finding of a standstill: its run is written down, shrunk, and performed once more. Each
 * run that stands still on the way costs a thread and a time limit, so the rounds are bounded.
 */
import type { Engine, RunSize } from '../../search/finding.ts';
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import { DEFAULT_SHRINK_EXECUTIONS } from '../../search/shrinking/shrink-scenario.ts';
import type { StandingRun } from '../../search/shrinking/standing-run.ts';
import { performedInThread } from './record-job.ts';
import type { TargetRequest } from './requested-target.ts';
import { shrinkMs, type ShrinkBudget } from './shrink-budget.ts';
import {
  standingInThread,
  type FoundStanding,
  type StandingDone,
  type StandingEvent,
  type StandingRequest,
} from './standing-job.ts';
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

/**
 * To shrinking, a step that takes so many times as long as all before it stands still, but none
 * below the floor: a busy machine makes steps slow, too. In the end the whole limit is waited for.
 */
const TIMES_LONGER = 50;
const FLOOR_MS = 500;

export class StandingFind {
  readonly #options: StandingOptions;
  readonly #tried: string[] = [];
  /** No more is tried: the time for shrinking is over. */
  #isOver = false;
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
    const first = await this.#writtenDown({ best: met, promising: null });
    if (first === null) return { kind: 'lost' };
    const ms = shrinkMs(this.#options.budget);
    const timer = ms === null ? undefined : setTimeout(() => this.#endTrying(), ms);
    const shrunk = await this.#shrunk(first).finally(() => clearTimeout(timer));
    for (const one of shrunk === first ? [first] : [shrunk, first]) {
      if (await this.#standsStillAgain(one)) return { kind: 'found', ...one.found };
    }
    return { kind: 'diverged' };
  }

  #endTrying(): void {
    this.#isOver = true;
    this.#current?.stop();
  }

  async #shrunk(first: Written): Promise<Written> {
    let latest = first;
    let promising: Runs['promising'] = null;
    for (let round = 0; round < MAX_ROUNDS && !this.#isOver; round += 1) {
      const runs = { best: latest.best, promising };
      const underWay = this.#round(runs, latest.longestMs, (written) => (latest = written));
      const ended = await this.#stoppable(underWay);
      if (ended.kind === 'done') return { ...latest, found: ended.found ?? latest.found };
      promising = ended.kind === 'stoodStill' ? ended.met : null;
      if (promising === null) return latest;
    }
    if (promising === null || this.#isStopped) return latest;
    return (await this.#writtenDown({ best: latest.best, promising })) ?? latest;
  }

  /** Not stopped by anything: it performs nothing that is known to stand still. */
  async #writtenDown(runs: Runs): Promise<Written | null> {
    let written: Written | null = null;
    const underWay = this.#start(runs, 0, USUAL_STEP_LIMIT_MS, (event) => (written = event));
    await underWay.done;
    return written;
  }

  #round(
    runs: Runs,
    longestMs: number,
    onWritten: (event: Written) => void,
  ): UnderWay<Ended<StandingDone>> {
    const limitMs = Math.max(FLOOR_MS, Math.ceil(TIMES_LONGER * longestMs));
    const maxExecutions = this.#options.budget.executions ?? DEFAULT_SHRINK_EXECUTIONS;
    return this.#start(runs, maxExecutions - this.#tried.length, limitMs, onWritten);
  }

  #start(
    runs: Runs,
    maxExecutions: number,
    limitMs: number,
    onWritten: (event: Written) => void,
  ): UnderWay<Ended<StandingDone>> {
    const { target, nodes, foundBy, original } = this.#options;
    const about = { nodes, foundBy, original };
    const tries = { tried: [...this.#tried], executions: this.#tried.length, maxExecutions };
    const stepLimitMs = Math.min(limitMs, this.#stepLimitMs);
    return standingInThread({ ...target, ...runs, ...about, ...tries, stepLimitMs }, (event) => {
      if (event.kind === 'tries') this.#tried.push(event.id);
      else onWritten(event);
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
