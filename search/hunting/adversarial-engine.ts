/**
 * The adversarial engine of a hunt: fast-check draws a cluster and a list of picks, a walker takes
 * each pick as a decision, and the safety properties judge every step.
 */
import fc from 'fast-check';
import type { PropertyId } from '../../properties/property.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { addFaults, noFaults, type FaultCounts } from '../../trace/fault-counts.ts';
import { drawRuns } from './draw-runs.ts';
import type { HuntOptions } from './hunt-options.ts';
import { Dice } from '../guiding/dice.ts';
import { GuidedWalks, type GuidedWalk } from '../guiding/guided-walks.ts';
import type { Learning } from '../guiding/learning.ts';
import { mayReorder } from '../search-faults.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../running/perform-schedule.ts';
import { Picks } from './picks.ts';
import type { ScheduledWalk } from './tally.ts';
import { Turns } from './turns.ts';
import { Walkers } from './walkers.ts';
import { TargetThrew } from '../walking/attributed-target.ts';
import type { SchedulerName } from '../walking/scheduler.ts';
import type { Walk } from '../walking/walk.ts';
import type { Walker } from '../walking/walker.ts';

/** Decisions of one run, unless it ends earlier: what takes many is not met in short ones. */
const PICKS = 60;

/** One run, as the hunt judges it. */
export interface AdversarialRun extends ScheduledWalk {
  /** Works out what was done; most runs are never asked. */
  readonly schedule: () => Schedule;
}

export interface AdversarialFind {
  readonly property: PropertyId;
  readonly schedule: Schedule;
  /** Events up to the violation. */
  readonly events: number;
}

export class AdversarialEngine {
  readonly #target: PureTarget;
  readonly #options: HuntOptions;
  readonly #goesOn: () => boolean;
  readonly #isFind: (run: AdversarialRun) => boolean;
  readonly #walkers: Walkers;
  /** The same, watched for their coverage. */
  readonly #watched: Walkers;
  readonly #turns: Turns;
  /** In booting for runs that were left out. */
  #exercisedBefore: Readonly<Partial<Record<PropertyId, number>>> = {};

  constructor(
    target: PureTarget,
    options: HuntOptions,
    goesOn: () => boolean,
    isFind: (run: AdversarialRun) => boolean,
  ) {
    this.#target = target;
    this.#options = options;
    this.#goesOn = goesOn;
    this.#isFind = isFind;
    const { coverage, schedulers } = options;
    this.#turns = new Turns(schedulers);
    this.#walkers = new Walkers(target, options, []);
    this.#watched = new Walkers(
      target,
      options,
      coverage === undefined ? [] : [coverage.adversarial],
    );
  }

  /** Leaders elected in all runs so far. */
  get leaders(): number {
    return this.#all.reduce((sum, walker) => sum + walker.leaders, 0);
  }

  /** How often each property was put to the test in all runs so far. */
  get exercised(): Partial<Record<PropertyId, number>> {
    const sum: Partial<Record<PropertyId, number>> = {};
    for (const { exercised } of this.#all) {
      for (const [id, count] of Object.entries(exercised)) {
        sum[id as PropertyId] = (sum[id as PropertyId] ?? 0) + count;
      }
    }
    for (const [id, count] of Object.entries(this.#exercisedBefore)) {
      sum[id as PropertyId] = (sum[id as PropertyId] ?? 0) - count;
    }
    return sum;
  }

  /** How often each kind of fault happened in all runs so far. */
  get faultCounts(): Readonly<FaultCounts> {
    const sum = noFaults();
    for (const { faultCounts } of this.#all) addFaults(sum, faultCounts);
    return sum;
  }

  /**
   * What the bound of PCT needs of its runs. It does not speak of guided ones, nor of those whose
   * links keep their order.
   */
  get ordered(): { readonly pctWidth: number; readonly pctLength: number } {
    const { learning, faults } = this.#options;
    const isBound = learning?.isGuided !== true && mayReorder(this.#target, faults);
    const all = !isBound ? [] : this.#all.map(({ ordered }) => ordered);
    return {
      pctWidth: Math.max(0, ...all.map(({ width }) => width)),
      pctLength: Math.max(0, ...all.map(({ length }) => length)),
    };
  }

  get #all(): readonly Walker[] {
    return [...this.#walkers.all, ...this.#watched.all];
  }

  /** Without a clock nothing is owed in time: a hunt for liveness alone is not for this engine. */
  get canJudge(): boolean {
    const { sought } = this.#options;
    return sought === null || SAFETY_PROPERTIES.some(({ id }) => sought.has(id));
  }

  /**
   * Performs so many runs, or fewer if one of them is a find. The first `made` of them were
   * performed before: they are drawn, and left out.
   */
  batch(seed: number, numRuns: number, made = 0): AdversarialFind | null {
    const { learning } = this.#options;
    if (learning?.isGuided === true) return this.#guided(seed, numRuns, learning);
    let find: AdversarialFind | null = null;
    let left = made;
    const survives = (drawn: GuidedWalk): boolean => {
      if (left > 0) {
        left -= 1;
        this.#leaveOut(drawn, left);
        return true;
      }
      if (find !== null || !this.#goesOn()) return true;
      find = this.#perform(drawn);
      return find === null;
    };
    drawRuns(this.#drawnArbitrary(), survives, { seed, numRuns, endOnFailure: true });
    return find;
  }

  /** Clusters boot once in a batch: those that did so before are not counted again. */
  #leaveOut({ nodes }: GuidedWalk, left: number): void {
    const scheduler = this.#turns.next();
    const walkers = this.#isWatched(scheduler) ? this.#watched : this.#walkers;
    try {
      walkers.of(nodes, scheduler);
    } catch (error) {
      if (!(error instanceof TargetThrew)) throw error;
    }
    if (left === 0) this.#exercisedBefore = this.exercised;
  }

  #drawnArbitrary(): fc.Arbitrary<GuidedWalk> {
    return fc.record(
      {
        nodes: fc.constantFrom(...this.#options.nodes),
        beginning: fc.constant([]),
        from: fc.constant(null),
        picks: new Picks(PICKS),
      },
      { noNullPrototype: true },
    );
  }

  /** Runs that are made from kept ones. */
  #guided(
    seed: number,
    numRuns: number,
    { adversarial, points }: Learning,
  ): AdversarialFind | null {
    const { nodes, searchFaults: faults } = this.#options;
    const walks = new GuidedWalks(adversarial.pool, points, { nodes, faults, picks: PICKS });
    let find: AdversarialFind | null = null;
    for (let run = 0; run < numRuns && find === null && this.#goesOn(); run += 1) {
      find = this.#perform(walks.next(new Dice(seed, run)));
    }
    return find;
  }

  #perform(walk: GuidedWalk): AdversarialFind | null {
    const run = this.#run(walk);
    if (!this.#isFind(run) || run.broken === null) return null;
    const property = run.broken;
    const schedule = run.schedule();
    const { events } = performSchedule(this.#target, schedule, { sought: new Set([property]) });
    return { property, schedule, events };
  }

  #run(drawn: GuidedWalk): AdversarialRun {
    const { timing, sought } = this.#options;
    const { nodes, picks } = drawn;
    const scheduler = this.#turns.next();
    try {
      if (this.#isWatched(scheduler)) return this.#watchedRun(drawn, scheduler);
      const walker = this.#walkers.of(nodes, scheduler);
      const walk = walker.walk(picks);
      let told: Schedule | null = null;
      const schedule = (): Schedule => {
        return (told ??= { nodes, timing, decisions: walker.decisions(picks) });
      };
      return judgedRun(walk, scheduler, schedule);
    } catch (error) {
      if (!(error instanceof TargetThrew)) throw error;
      const schedule = (): Schedule => ({ nodes, timing, decisions: [] });
      // It threw when it booted for the first time: there is no walker yet.
      const isJudged = sought === null || sought.has('never-throws');
      const broken = isJudged ? 'never-throws' : null;
      return { decisions: 0, broken, hasThrown: true, scheduler, schedule };
    }
  }

  /** One run in so many is watched, the others pay nothing for it; of guided ones, every run. */
  #isWatched(scheduler: SchedulerName): boolean {
    const { coverage, learning } = this.#options;
    if (coverage === undefined) return false;
    return learning?.isGuided === true || this.#turns.isOfSample(scheduler);
  }

  #watchedRun(drawn: GuidedWalk, scheduler: SchedulerName): AdversarialRun {
    const { coverage, learning = null, timing } = this.#options;
    if (coverage === undefined) throw new RangeError('a run is watched for its coverage');
    const { nodes, beginning, from, picks } = drawn;
    const walker = this.#watched.of(nodes, scheduler);
    coverage.adversarial.begin(from?.point.views ?? walker.bootedViews);
    learning?.follow(walker, from);
    const { walk, schedule: decisions } = walker.notedWalk(from?.point ?? beginning, picks);
    coverage.adversarial.end();
    const schedule = { nodes, timing, decisions };
    learning?.adversarial.learn({ kind: 'schedule', ...schedule });
    return judgedRun(walk, scheduler, () => schedule);
  }
}

/** Field by field: on Node 20 a spread that adds fields takes a hundred times as long. */
function judgedRun(
  { decisions, broken, hasThrown }: Walk,
  scheduler: SchedulerName,
  schedule: () => Schedule,
): AdversarialRun {
  return { decisions, broken, hasThrown, scheduler, schedule };
}
