/**
 * Hunts for runs that break a property: a batch of timed runs, a batch of adversarial ones, and so
 * on, until there are findings enough. What is found is shrunk by the project's own passes.
 */
import type { PropertyId, Witness } from '../../properties/property.ts';
import { mix } from '../../simulator/luck.ts';
import { AnsweredDifferently, isPure, type Target } from '../../simulator/target.ts';
import { AdversarialEngine, type AdversarialRun } from './adversarial-engine.ts';
import type { Failing } from '../shrinking/scenario-attempts.ts';
import {
  divergenceOf,
  DoesNotReproduce,
  isDeterministic,
  type Divergence,
} from '../running/determinism.ts';
import type { Finding, SavedRun } from '../finding.ts';
import {
  ADVERSARIAL_PER_TIMED_RUN,
  type FirstFind,
  type HuntingEngine,
  type HuntOptions,
  type HuntResult,
} from './hunt-options.ts';
import {
  findingOfScenario,
  findingOfSchedule,
  untimedSize,
  type ShrinkResult,
} from '../shrinking/make-finding.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import { breaksOneOf, FirstFailure } from './first-failure.ts';
import type { ShrinkLimits } from '../shrinking/shrink-limits.ts';
import { mayReorder } from '../search-faults.ts';
import { USUAL_SHRINK_LIMITS } from '../shrinking/shrink-schedule.ts';
import { outcomeOf } from './outcome.ts';
import { Stories } from './stories.ts';
import { Tally } from './tally.ts';
import { TimedEngine } from './timed-engine.ts';

/** Timed runs that share one seed of fast-check and one set of swarms. */
const BATCH = 200;

/** One run in this many, the first included, is performed twice and compared. */
const RECHECK_EVERY = 500;

/** The same of live code, whose modules may remember more than they should. */
const RECHECK_LIVE_EVERY = 50;

/** Hunts until enough is found, the runs are used up, or a stop is requested. */
export function hunt(target: Target, options: HuntOptions): HuntResult {
  const hunter = new Hunter(target, options);
  for (let batch = 0; hunter.goesOn; batch += 1) hunter.runBatch(batch);
  return hunter.result();
}

class Hunter {
  readonly #target: Target;
  readonly #options: HuntOptions;
  readonly #tally = new Tally();
  readonly #timed: TimedEngine;
  /** Null for a target that needs a clock: a live one, or one that needs messages in order. */
  readonly #adversarial: AdversarialEngine | null;
  readonly #findings: Finding[] = [];
  readonly #stories = new Stories();
  readonly #soFar = (): HuntResult => this.result();
  #firstFind: FirstFind | null = null;
  #wasStopped = false;
  #rechecked = 0;
  #diverged = 0;
  #divergence: Divergence | null = null;

  constructor(target: Target, options: HuntOptions) {
    const goesOn = (): boolean => this.#mayGoOn();
    this.#target = target;
    this.#options = options;
    this.#timed = new TimedEngine(target, options, goesOn, (run) => this.#judge(run));
    const canDoWithoutClock = isPure(target) && mayReorder(target, options.faults);
    this.#adversarial = canDoWithoutClock
      ? new AdversarialEngine(target, options, goesOn, (run) => this.#judgeAdversarial(run))
      : null;
  }

  /** Whether another batch is wanted. */
  get goesOn(): boolean {
    if (!this.#wantsMore) return false;
    return this.#runsLeft('timed') > 0 || this.#runsLeft('adversarial') > 0;
  }

  runBatch(batch: number): void {
    try {
      this.#runBatch(batch);
    } catch (error) {
      if (!(error instanceof AnsweredDifferently)) throw error;
      this.#diverged += 1;
      this.#divergence ??= { kind: 'answer', text: error.message };
      this.#wasStopped = true;
    }
  }

  #runBatch(batch: number): void {
    const seed = mix(mix(this.#options.seed, BATCH), batch);
    const timedRuns = Math.min(BATCH, this.#runsLeft('timed'));
    if (timedRuns > 0) this.#runTimed(seed, timedRuns);
    const share = BATCH * ADVERSARIAL_PER_TIMED_RUN;
    const adversarialRuns = Math.min(share, this.#runsLeft('adversarial'));
    if (adversarialRuns > 0 && this.#wantsMore) this.#runAdversarial(seed, adversarialRuns);
  }

  result(): HuntResult {
    const tally = this.#tally;
    const { exercised, faultCounts } = tally.countsWith(this.#adversarial);
    const { inconclusiveRuns } = tally;
    const broken = [...tally.broken.keys()];
    const figures = {
      runs: tally.runs + tally.adversarialRuns,
      inconclusiveRuns,
      leaders: tally.leaders + (this.#adversarial?.leaders ?? 0),
      exercised,
      broken,
      diverged: this.#diverged,
      divergence: this.#divergence,
    };
    return {
      outcome: outcomeOf(figures, this.#options.sought),
      progress: tally,
      inconclusiveRuns,
      exercised,
      faultCounts,
      firstFind: this.#firstFind,
      findings: this.#findings,
      broken,
      brokenRuns: Object.fromEntries(tally.broken),
      rechecked: this.#rechecked,
      diverged: this.#diverged,
    };
  }

  get #wantsMore(): boolean {
    const { maxFindings } = this.#options;
    // A run that does not fail again will not be the last of its kind.
    const found = this.#findings.length + this.#diverged;
    return !this.#wasStopped && found < maxFindings;
  }

  #runsLeft(engine: HuntingEngine): number {
    const { engines, maxRuns } = this.#options;
    if (!engines.includes(engine)) return 0;
    if (engine === 'timed') return maxRuns - this.#tally.runs;
    if (this.#adversarial?.canJudge !== true) return 0;
    return maxRuns * ADVERSARIAL_PER_TIMED_RUN - this.#tally.adversarialRuns;
  }

  /** Asked before every run. */
  #mayGoOn(): boolean {
    this.#wasStopped ||= this.#options.shouldStop();
    return this.#wantsMore;
  }

  #runTimed(seed: number, numRuns: number): void {
    const firstFailure = this.#timed.batch(seed, numRuns);
    if (firstFailure === null) return;
    const saved = { kind: 'scenario', ...firstFailure.original.scenario } as const;
    this.#bringHome(saved, () => findingOfScenario(this.#target, firstFailure, this.#shrinkLimits));
  }

  #runAdversarial(seed: number, numRuns: number): void {
    const found = this.#adversarial?.batch(seed, numRuns) ?? null;
    if (found === null) return;
    const { property, schedule, events } = found;
    const run = { kind: 'schedule', ...schedule } as const;
    const original = untimedSize(schedule, events);
    const met = { property, foundBy: 'adversarial', original, run } as const;
    this.#bringHome(run, () => findingOfSchedule(this.#target, met, schedule, this.#shrinkLimits));
  }

  /** Counts a timed run; the find that shrinking shall start from, or null to go on. */
  #judge(run: Failing): FirstFailure | null {
    const { sought, onProgress, onFailedRun } = this.#options;
    this.#tally.add(run.result);
    onProgress?.(this.#tally, this.#soFar);
    const every = isPure(this.#target) ? RECHECK_EVERY : RECHECK_LIVE_EVERY;
    if (this.#tally.runs % every === 1) this.#recheck(run);
    const { verdict, violations } = run.result;
    if (verdict === 'violated' || verdict === 'crashed') {
      onFailedRun?.({ kind: 'scenario', ...run.scenario });
    }
    const property = breaksOneOf(run.result, sought);
    const violation = violations.find((one) => one.property === property);
    return this.#isNew(property, 'timed', () => violation?.witness ?? null)
      ? new FirstFailure(property, run)
      : null;
  }

  /** The same for an adversarial run: whether it is a find. */
  #judgeAdversarial(run: AdversarialRun): boolean {
    const { onProgress, onFailedRun } = this.#options;
    this.#tally.addAdversarial(run);
    onProgress?.(this.#tally, this.#soFar);
    if (run.broken !== null || run.hasThrown) {
      onFailedRun?.({ kind: 'schedule', ...run.schedule() });
    }
    return this.#isNew(run.broken, 'adversarial', () => this.#witnessOf(run));
  }

  #witnessOf({ broken, schedule }: AdversarialRun): Witness | null {
    if (broken === null) return null;
    const { violations } = performSchedule(this.#target, schedule(), {
      sought: new Set([broken]),
    });
    return violations.find(({ property }) => property === broken)?.witness ?? null;
  }

  /** Whether a failing run shall be shrunk: its story has not been told. */
  #isNew(
    property: PropertyId | null,
    engine: HuntingEngine,
    witnessOf: () => Witness | null,
  ): property is PropertyId {
    if (property === null || !this.#wantsMore) return false;
    if (!this.#stories.takes(property, witnessOf)) return false;
    const { runs, adversarialRuns } = this.#tally;
    this.#firstFind ??= { engine, runs: engine === 'timed' ? runs : adversarialRuns };
    this.#tally.phase = 'shrinking';
    this.#options.onProgress?.(this.#tally, this.#soFar);
    return true;
  }

  #recheck({ scenario }: Failing): void {
    this.#rechecked += 1;
    if (!isDeterministic(this.#target, scenario)) {
      this.#hasDiverged({ kind: 'scenario', ...scenario });
    }
  }

  #hasDiverged(run: SavedRun): void {
    this.#diverged += 1;
    this.#divergence ??= divergenceOf(this.#target, run);
  }

  /** Shrinks a failing run; a run that does not fail again is reported as diverged. */
  #bringHome(met: SavedRun, shrink: () => ShrinkResult): void {
    this.#tally.phase = 'hunting';
    try {
      const { finding, others } = shrink();
      for (const one of [finding, ...others]) this.#keep(one);
    } catch (error) {
      if (!(error instanceof DoesNotReproduce)) throw error;
      this.#rechecked += 1;
      this.#hasDiverged(met);
    }
  }

  #keep(finding: Finding): void {
    if (!this.#stories.isNew(finding, this.#findings)) return;
    this.#findings.push(finding);
    this.#tally.found += 1;
    this.#options.onProgress?.(this.#tally, this.#soFar);
  }

  get #shrinkLimits(): ShrinkLimits {
    return this.#options.shrinkLimits?.() ?? USUAL_SHRINK_LIMITS;
  }
}
