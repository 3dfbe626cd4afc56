/**
 * Hunts for runs that break a property: a batch of timed runs, a batch of adversarial ones, and so
 * on, until there are findings enough. What is found is shrunk by the project's own passes.
 */
import type { PropertyId } from '../../properties/property.ts';
import type { Verdict } from '../../properties/verdict.ts';
import { mix } from '../../simulator/luck.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { isPure, type Target } from '../../simulator/target.ts';
import { AdversarialEngine, type AdversarialRun } from './adversarial-engine.ts';
import type { Failing } from '../shrinking/scenario-attempts.ts';
import { DoesNotReproduce, isDeterministic } from '../running/determinism.ts';
import type { Finding } from '../finding.ts';
import {
  ADVERSARIAL_PER_TIMED_RUN,
  type FirstFind,
  type HuntingEngine,
  type HuntOptions,
  type HuntResult,
  type TargetCrash,
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
import { Tally } from './tally.ts';
import { TimedEngine } from './timed-engine.ts';

/** Timed runs that share one seed of fast-check and one set of swarms. */
const BATCH = 200;

/** One run in this many, the first included, is performed twice and compared. */
const RECHECK_EVERY = 500;

/** The same of live code, whose modules may remember more than they should. */
const RECHECK_LIVE_EVERY = 50;

/** Hunts until enough is found, the runs are used up, or it is told to stop. */
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
  readonly #foundProperties = new Set<PropertyId>();
  #firstFind: FirstFind | null = null;
  #crash: TargetCrash | null = null;
  #wasStopped = false;
  #rechecked = 0;
  #diverged = 0;

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
    const seed = mix(mix(this.#options.seed, BATCH), batch);
    const timedRuns = Math.min(BATCH, this.#runsLeft('timed'));
    if (timedRuns > 0) this.#runTimed(seed, timedRuns);
    const share = BATCH * ADVERSARIAL_PER_TIMED_RUN;
    const adversarialRuns = Math.min(share, this.#runsLeft('adversarial'));
    if (adversarialRuns > 0 && this.#wantsMore) this.#runAdversarial(seed, adversarialRuns);
  }

  result(): HuntResult {
    const { exercised, broken, inconclusiveRuns } = this.#tally;
    return {
      verdict: this.#verdict(),
      progress: this.#tally,
      inconclusiveRuns,
      exercised,
      firstFind: this.#firstFind,
      findings: this.#findings,
      crash: this.#crash,
      broken: [...broken.keys()],
      brokenRuns: Object.fromEntries(broken),
      rechecked: this.#rechecked,
      diverged: this.#diverged,
    };
  }

  get #wantsMore(): boolean {
    const { maxFindings } = this.#options;
    const hasEnough = this.#foundProperties.size >= maxFindings;
    const hasCrashed = this.#crash !== null && maxFindings < Infinity;
    return !this.#wasStopped && !hasEnough && !hasCrashed;
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
    this.#bringHome(() => findingOfScenario(this.#target, firstFailure, this.#shrinkLimits));
  }

  #runAdversarial(seed: number, numRuns: number): void {
    const found = this.#adversarial?.batch(seed, numRuns) ?? null;
    if (found === null) return;
    const { property, schedule, events } = found;
    const met = {
      property,
      foundBy: 'adversarial',
      original: untimedSize(schedule, events),
    } as const;
    this.#bringHome(() => findingOfSchedule(this.#target, met, schedule, this.#shrinkLimits));
  }

  /** Counts a timed run; the find that shrinking shall start from, or null to go on. */
  #judge(run: Failing): FirstFailure | null {
    const { sought, onProgress, onFailedRun } = this.#options;
    this.#tally.add(run.result);
    onProgress?.(this.#tally);
    const every = isPure(this.#target) ? RECHECK_EVERY : RECHECK_LIVE_EVERY;
    if (this.#tally.runs % every === 1) this.#recheck(run);
    const { verdict, ending } = run.result;
    const saved = { kind: 'scenario', ...run.scenario } as const;
    if (verdict === 'violated' || verdict === 'crashed') onFailedRun?.(saved);
    if (ending?.kind === 'targetThrew') {
      this.#crash ??= { node: ending.node, error: ending.error, run: saved };
    }
    const property = breaksOneOf(run.result, sought);
    return this.#isNews(property, 'timed', this.#tally.runs)
      ? new FirstFailure(property, run)
      : null;
  }

  /** The same for an adversarial run: whether it is a find. */
  #judgeAdversarial(run: AdversarialRun): boolean {
    const { onProgress, onFailedRun } = this.#options;
    this.#tally.addAdversarial(run);
    onProgress?.(this.#tally);
    if (run.broken !== null || run.hasThrown) {
      const saved = { kind: 'schedule', ...run.schedule() } as const;
      onFailedRun?.(saved);
      if (run.hasThrown) this.#blame(saved);
    }
    return this.#isNews(run.broken, 'adversarial', this.#tally.adversarialRuns);
  }

  #blame(run: { readonly kind: 'schedule' } & Schedule): void {
    const { ending } = performSchedule(this.#target, run, { sought: null });
    if (ending?.kind !== 'targetThrew') return;
    this.#crash ??= { node: ending.node, error: ending.error, run };
  }

  #isNews(
    property: PropertyId | null,
    engine: HuntingEngine,
    runs: number,
  ): property is PropertyId {
    if (property === null || this.#foundProperties.has(property)) return false;
    if (this.#foundProperties.size >= this.#options.maxFindings) return false;
    this.#foundProperties.add(property);
    this.#firstFind ??= { engine, runs };
    this.#tally.phase = 'shrinking';
    this.#options.onProgress?.(this.#tally);
    return true;
  }

  #recheck({ scenario }: Failing): void {
    this.#rechecked += 1;
    if (!isDeterministic(this.#target, scenario)) this.#diverged += 1;
  }

  #bringHome(shrink: () => ShrinkResult): void {
    this.#tally.phase = 'hunting';
    try {
      const { finding, others } = shrink();
      this.#findings.push(finding, ...others);
      this.#tally.found += 1 + others.length;
    } catch (error) {
      if (!(error instanceof DoesNotReproduce)) throw error;
      this.#rechecked += 1;
      this.#diverged += 1;
    }
  }

  get #shrinkLimits(): ShrinkLimits {
    return this.#options.shrinkLimits?.() ?? USUAL_SHRINK_LIMITS;
  }

  #verdict(): Verdict {
    if (this.#tally.broken.size > 0) return 'violated';
    if (this.#crash !== null) return 'crashed';
    const ran = this.#tally.runs + this.#tally.adversarialRuns;
    return ran === 0 || this.#tally.inconclusiveRuns > 0 ? 'inconclusive' : 'held';
  }
}
