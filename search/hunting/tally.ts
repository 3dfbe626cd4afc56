/** Adds up the runs of a hunt, so that it can show its work. */
import type { PropertyId } from '../../properties/property.ts';
import { addFaults, noFaults, type FaultCounts } from '../../trace/fault-counts.ts';
import type { RunResult } from '../running/run.ts';
import type { SchedulerName } from '../walking/scheduler.ts';
import type { Walk } from '../walking/walk.ts';

/** How far a hunt has come. */
export interface HuntProgress {
  readonly phase: 'hunting' | 'shrinking';
  /** Runs of the timed engine. */
  readonly runs: number;
  /** Runs of the adversarial engine, and the decisions that were made in them. */
  readonly adversarialRuns: number;
  readonly decisions: number;
  /** Of both engines. */
  readonly failedRuns: number;
  /** From here on: of the timed engine. */
  readonly events: number;
  readonly simulatedMs: number;
  readonly leaders: number;
  readonly runsWithLeader: number;
  readonly splitVotes: number;
  readonly faults: number;
  /** Findings so far. */
  readonly found: number;
}

/** What runs have put to the test, and what happened in them. */
export interface Counts {
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  readonly faultCounts: Readonly<FaultCounts>;
}

/** A walk, and who scheduled it. */
export interface ScheduledWalk extends Walk {
  readonly scheduler: SchedulerName;
}

export class Tally implements HuntProgress {
  phase: 'hunting' | 'shrinking' = 'hunting';
  runs = 0;
  adversarialRuns = 0;
  decisions = 0;
  failedRuns = 0;
  inconclusiveRuns = 0;
  events = 0;
  simulatedMs = 0;
  leaders = 0;
  runsWithLeader = 0;
  splitVotes = 0;
  faults = 0;
  found = 0;
  readonly exercised: Partial<Record<PropertyId, number>> = {};
  readonly faultCounts: FaultCounts = noFaults();
  /** Adversarial runs that PCT scheduled. */
  pctRuns = 0;
  /** In how many runs each property broke. */
  readonly broken = new Map<PropertyId, number>();

  add(result: RunResult): void {
    this.runs += 1;
    if (result.verdict === 'violated' || result.verdict === 'crashed') this.failedRuns += 1;
    if (result.verdict === 'inconclusive') this.inconclusiveRuns += 1;
    this.events += result.events;
    this.simulatedMs += result.simulatedMs;
    this.leaders += result.leaders;
    if (result.leaders > 0) this.runsWithLeader += 1;
    this.splitVotes += result.splitVotes;
    this.faults += result.faults;
    addFaults(this.faultCounts, result.faultCounts);
    for (const { property } of result.violations) this.#broke(property);
    addExercised(this.exercised, result.exercised);
  }

  /** What these runs have exercised, and those of the other engine. */
  countsWith(other: Counts | null): Counts {
    const exercised = { ...this.exercised };
    const faultCounts = { ...this.faultCounts };
    if (other !== null) {
      addExercised(exercised, other.exercised);
      addFaults(faultCounts, other.faultCounts);
    }
    return { exercised, faultCounts };
  }

  /** An adversarial run: how long it was, and what it broke. */
  addAdversarial({ decisions, broken, hasThrown, scheduler }: ScheduledWalk): void {
    this.adversarialRuns += 1;
    if (scheduler === 'pct') this.pctRuns += 1;
    this.decisions += decisions;
    if (broken !== null || hasThrown) this.failedRuns += 1;
    if (broken !== null) this.#broke(broken);
  }

  #broke(property: PropertyId): void {
    this.broken.set(property, (this.broken.get(property) ?? 0) + 1);
  }
}

function addExercised(sum: Partial<Record<PropertyId, number>>, counts: Counts['exercised']): void {
  for (const [id, count] of Object.entries(counts)) {
    const property = id as PropertyId;
    sum[property] = (sum[property] ?? 0) + count;
  }
}
