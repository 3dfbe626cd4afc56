/** Performs the runs of a hunt, batch by batch, counts them, and hands over those that fail. */
import type { PropertyId, Witness } from '../../properties/property.ts';
import { AnsweredDifferently, isPure, type Target } from '../../simulator/target.ts';
import type { SavedRun } from '../finding.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import type { Failing } from '../shrinking/scenario-attempts.ts';
import {
  AdversarialEngine,
  type AdversarialFind,
  type AdversarialRun,
} from './adversarial-engine.ts';
import { BATCH, batchSeed } from './batch.ts';
import { countsOf, type HuntCounts } from './counts.ts';
import { breaksOneOf, FirstFailure } from './first-failure.ts';
import { ADVERSARIAL_PER_TIMED_RUN, type HuntingEngine, type HuntOptions } from './hunt-options.ts';
import { Recheck } from './recheck.ts';
import { Tally } from './tally.ts';
import { TimedEngine } from './timed-engine.ts';

/** A run that has just broken a property that is looked for. */
export interface Meeting {
  readonly property: PropertyId;
  readonly engine: HuntingEngine;
  /** Of the run, among those of its engine; from 1. */
  readonly number: number;
  readonly run: () => SavedRun;
  /** Performs an adversarial run again; null if it breaks nothing then. */
  readonly witness: () => Witness | null;
}

/** Whoever wants the failing runs. */
export interface Taker {
  /** Whether nothing more is looked for. */
  isEnough(diverged: number): boolean;
  /** Whether its engine shall end with this run, which then is shrunk. */
  takes(meeting: Meeting): boolean;
  /** One more run is over. */
  progressed(): void;
}

/** How many runs of a batch each engine has made. */
export type RunsMade = Pick<HuntCounts, 'runs' | 'adversarialRuns'>;

const NO_RUNS: RunsMade = { runs: 0, adversarialRuns: 0 };

export class BatchRunner {
  readonly tally = new Tally();
  readonly recheck: Recheck;
  readonly #target: Target;
  readonly #options: HuntOptions;
  readonly #taker: Taker;
  readonly #timed: TimedEngine;
  /** Null for a live target, which needs a clock. */
  readonly #adversarial: AdversarialEngine | null;
  /** Timed runs of the hunt that come before the first batch of this runner. */
  readonly #before: number;
  readonly #made: RunsMade;
  #wasStopped = false;

  /**
   * Of a hunt of many batches, it performs those from `first` on; of that one, `made` says which
   * runs were performed before and are left out.
   */
  constructor(
    target: Target,
    options: HuntOptions,
    taker: Taker,
    first = 0,
    made: RunsMade = NO_RUNS,
  ) {
    const goesOn = (): boolean => this.#mayGoOn();
    this.#target = target;
    this.#options = options;
    this.#taker = taker;
    this.#before = first * BATCH;
    this.#made = made;
    this.recheck = new Recheck(target, options.recheckEvery ?? null);
    this.#timed = new TimedEngine(target, options, goesOn, (run) => this.#judge(run));
    this.#adversarial = isPure(target)
      ? new AdversarialEngine(target, options, goesOn, (run) => this.#judgeAdversarial(run))
      : null;
  }

  get counts(): HuntCounts {
    return countsOf(this.tally, this.recheck, this.#adversarial);
  }

  /** Whether a stop was requested, or the target was found to answer in two ways. */
  get wasStopped(): boolean {
    return this.#wasStopped;
  }

  /** Whether another batch is wanted. */
  get goesOn(): boolean {
    if (!this.wantsMore) return false;
    return this.#runsLeft('timed') > 0 || this.#runsLeft('adversarial') > 0;
  }

  /** A run that does not fail again will not be the last of its kind: it counts as found. */
  get wantsMore(): boolean {
    return !this.#wasStopped && !this.#taker.isEnough(this.recheck.diverged);
  }

  /** Does some work; a target that answers in two ways ends the hunt. */
  guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof AnsweredDifferently)) throw error;
      this.recheck.answeredDifferently(error.message);
      this.#wasStopped = true;
    }
  }

  /** The timed runs of a batch; the run that the taker took, if it took one. */
  timed(batch: number): FirstFailure | null {
    const runs = Math.min(BATCH, this.#runsLeft('timed'));
    const seed = batchSeed(this.#options.seed, batch);
    return runs > 0 ? this.#timed.batch(seed, runs, this.#made.runs) : null;
  }

  /** The same without a clock. */
  adversarial(batch: number): AdversarialFind | null {
    const share = BATCH * ADVERSARIAL_PER_TIMED_RUN;
    const runs = Math.min(share, this.#runsLeft('adversarial'));
    if (runs <= 0 || !this.wantsMore) return null;
    const seed = batchSeed(this.#options.seed, batch);
    return this.#adversarial?.batch(seed, runs, this.#made.adversarialRuns) ?? null;
  }

  #runsLeft(engine: HuntingEngine): number {
    const { engines, maxRuns } = this.#options;
    if (!engines.includes(engine)) return 0;
    const left = maxRuns - this.#before;
    if (engine === 'timed') return left - this.tally.runs;
    if (this.#adversarial?.canJudge !== true) return 0;
    return left * ADVERSARIAL_PER_TIMED_RUN - this.tally.adversarialRuns;
  }

  /** Asked before every run; where nothing more is wanted, a stop cuts nothing short. */
  #mayGoOn(): boolean {
    if (this.wantsMore) this.#wasStopped = this.#options.shouldStop();
    return this.wantsMore;
  }

  /** Counts a timed run; the find that shrinking shall start from, or null to go on. */
  #judge(run: Failing): FirstFailure | null {
    const { verdict, violations } = run.result;
    this.tally.add(run.result);
    this.#taker.progressed();
    const number = this.#before + this.#made.runs + this.tally.runs;
    if (verdict === 'crashed' || violations.length > 0) {
      return this.#unhurried(() => this.#lookAt(run, number));
    }
    this.recheck.look(number, run.scenario);
    return null;
  }

  #lookAt(run: Failing, number: number): FirstFailure | null {
    const { sought, onFailedRun } = this.#options;
    const saved = { kind: 'scenario', ...run.scenario } as const;
    this.recheck.look(number, run.scenario);
    onFailedRun?.(saved);
    const { violations } = run.result;
    const property = breaksOneOf(run.result, sought);
    if (property === null || !this.wantsMore) return null;
    const violation = violations.find((one) => one.property === property);
    const witness = (): Witness | null => violation?.witness ?? null;
    const meeting: Meeting = { property, engine: 'timed', number, run: () => saved, witness };
    return this.#taker.takes(meeting) ? new FirstFailure(property, run) : null;
  }

  /** The same for an adversarial run: whether it is a find. */
  #judgeAdversarial(run: AdversarialRun): boolean {
    this.tally.addAdversarial(run);
    this.#taker.progressed();
    const hasFailed = run.broken !== null || run.hasThrown;
    return hasFailed && this.#unhurried(() => this.#lookAtAdversarial(run));
  }

  #lookAtAdversarial(run: AdversarialRun): boolean {
    const { broken } = run;
    const saved = (): SavedRun => ({ kind: 'schedule', ...run.schedule() });
    this.#options.onFailedRun?.(saved());
    if (broken === null || !this.wantsMore) return false;
    const before = this.#before * ADVERSARIAL_PER_TIMED_RUN + this.#made.adversarialRuns;
    const number = before + this.tally.adversarialRuns;
    const witness = (): Witness | null => this.#witnessOf(broken, run);
    return this.#taker.takes({
      property: broken,
      engine: 'adversarial',
      number,
      run: saved,
      witness,
    });
  }

  #unhurried<Result>(work: () => Result): Result {
    const { unhurried } = this.#options;
    return unhurried === undefined ? work() : unhurried(work);
  }

  #witnessOf(broken: PropertyId, { schedule }: AdversarialRun): Witness | null {
    const { violations } = performSchedule(this.#target, schedule(), {
      sought: new Set([broken]),
    });
    return violations.find(({ property }) => property === broken)?.witness ?? null;
  }
}
