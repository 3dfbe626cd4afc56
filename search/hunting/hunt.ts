/**
 * Hunts for runs that break a property: a batch of timed runs, a batch of adversarial ones, and so
 * on, until there are findings enough. What is found is shrunk by the project's own passes.
 */
import type { Target } from '../../simulator/target.ts';
import type { Finding, SavedRun } from '../finding.ts';
import { DoesNotReproduce } from '../running/does-not-reproduce.ts';
import {
  findingOfScenario,
  findingOfSchedule,
  type ShrinkResult,
} from '../shrinking/make-finding.ts';
import { untimedSize } from '../run-size.ts';
import type { ShrinkLimits } from '../shrinking/shrink-limits.ts';
import { USUAL_SHRINK_LIMITS } from '../shrinking/shrink-schedule.ts';
import type { AdversarialFind } from './adversarial-engine.ts';
import { BatchRunner, type Meeting } from './batch-runner.ts';
import { resultOf } from './counts.ts';
import type { FirstFailure } from './first-failure.ts';
import type { FirstFind, HuntOptions, HuntResult } from './hunt-options.ts';
import { Stories } from './stories.ts';

/** Hunts until enough is found, the runs are used up, or a stop is requested. */
export function hunt(target: Target, options: HuntOptions): HuntResult {
  const hunter = new Hunter(target, options);
  for (let batch = 0; hunter.goesOn; batch += 1) hunter.runBatch(batch);
  return hunter.result();
}

class Hunter {
  readonly #target: Target;
  readonly #options: HuntOptions;
  readonly #runner: BatchRunner;
  readonly #findings: Finding[] = [];
  readonly #stories = new Stories();
  readonly #soFar = (): HuntResult => this.result();
  #firstFind: FirstFind | null = null;

  constructor(target: Target, options: HuntOptions) {
    this.#target = target;
    this.#options = options;
    this.#runner = new BatchRunner(target, options, {
      isEnough: (diverged) => this.#findings.length + diverged >= options.maxFindings,
      takes: (meeting) => this.#isNew(meeting),
      progressed: () => this.#progressed(),
    });
  }

  /** Whether another batch is wanted. */
  get goesOn(): boolean {
    return this.#runner.goesOn;
  }

  runBatch(batch: number): void {
    this.#runner.guarded(() => {
      const failure = this.#runner.timed(batch);
      if (failure !== null) this.#bringTimedHome(failure);
      const find = this.#runner.adversarial(batch);
      if (find !== null) this.#bringUntimedHome(find);
    });
  }

  result(): HuntResult {
    const { counts, tally } = this.#runner;
    const { sought } = this.#options;
    const judged = { sought, firstFind: this.#firstFind, findings: this.#findings };
    return resultOf(counts, tally, judged);
  }

  /** Whether a failing run shall be shrunk: its story has not been told. */
  #isNew({ property, engine, number, witness }: Meeting): boolean {
    if (!this.#stories.takes(property, witness)) return false;
    this.#firstFind ??= { engine, runs: number };
    this.#runner.tally.phase = 'shrinking';
    this.#progressed();
    return true;
  }

  #progressed(): void {
    this.#options.onProgress?.(this.#runner.tally, this.#soFar);
  }

  #bringTimedHome(failure: FirstFailure): void {
    const saved = { kind: 'scenario', ...failure.original.scenario } as const;
    this.#bringHome(saved, () => findingOfScenario(this.#target, failure, this.#shrinkLimits));
  }

  #bringUntimedHome({ property, schedule, events }: AdversarialFind): void {
    const run = { kind: 'schedule', ...schedule } as const;
    const original = untimedSize(schedule, events);
    const met = { property, foundBy: 'adversarial', original, run } as const;
    this.#bringHome(run, () => findingOfSchedule(this.#target, met, schedule, this.#shrinkLimits));
  }

  /** Shrinks a failing run; a run that does not fail again is reported as diverged. */
  #bringHome(met: SavedRun, shrink: () => ShrinkResult): void {
    this.#runner.tally.phase = 'hunting';
    try {
      const { finding, others } = shrink();
      for (const one of [finding, ...others]) this.#keep(one);
    } catch (error) {
      if (!(error instanceof DoesNotReproduce)) throw error;
      this.#runner.recheck.doesNotFailAgain(met);
    }
  }

  #keep(finding: Finding): void {
    if (!this.#stories.isNew(finding, this.#findings)) return;
    this.#findings.push(finding);
    this.#runner.tally.found += 1;
    this.#progressed();
  }

  get #shrinkLimits(): ShrinkLimits {
    return this.#options.shrinkLimits?.() ?? USUAL_SHRINK_LIMITS;
  }
}
