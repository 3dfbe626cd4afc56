/**
 * The adversarial engine of a hunt: fast-check draws a cluster and a list of picks, a walker takes
 * each pick as a decision, and the safety properties judge every step.
 */
import fc from 'fast-check';
import type { PropertyId } from '../../properties/property.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { addFaults, noFaults, type FaultCounts } from '../../trace/fault-counts.ts';
import type { Observer } from '../../trace/observer.ts';
import { ADVERSARIAL_SAMPLE } from './coverage.ts';
import { drawRuns } from './draw-runs.ts';
import type { HuntOptions } from './hunt-options.ts';
import { Dice } from '../guiding/dice.ts';
import { GuidedWalks, type GuidedWalk } from '../guiding/guided-walks.ts';
import type { Learning } from '../guiding/learning.ts';
import { safetyFairTo } from '../running/fair-properties.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../running/perform-schedule.ts';
import { Picks } from './picks.ts';
import { TargetThrew } from '../walking/attributed-target.ts';
import { Walker, type Walk } from '../walking/walker.ts';

/** Decisions of one run, unless it ends earlier: what takes many is not met in short ones. */
const PICKS = 60;

/** One run, as the hunt judges it. */
export interface AdversarialRun extends Walk {
  /** Works out what was done; most runs are never asked. */
  readonly schedule: () => Schedule;
}

export interface AdversarialFind {
  readonly property: PropertyId;
  readonly schedule: Schedule;
  /** Events up to the violation. */
  readonly events: number;
}

type WalkLearner = Learning['adversarial'];

export class AdversarialEngine {
  readonly #target: PureTarget;
  readonly #options: HuntOptions;
  readonly #goesOn: () => boolean;
  readonly #isFind: (run: AdversarialRun) => boolean;
  readonly #walkers = new Map<number, Walker>();
  /** The same, watched for their coverage. */
  readonly #watched = new Map<number, Walker>();
  #runs = 0;

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
    return sum;
  }

  /** How often each kind of fault happened in all runs so far. */
  get faultCounts(): Readonly<FaultCounts> {
    const sum = noFaults();
    for (const { faultCounts } of this.#all) addFaults(sum, faultCounts);
    return sum;
  }

  get #all(): readonly Walker[] {
    return [...this.#walkers.values(), ...this.#watched.values()];
  }

  /** Without a clock nothing is owed in time: a hunt for liveness alone is not for this engine. */
  get canJudge(): boolean {
    const { sought } = this.#options;
    return sought === null || SAFETY_PROPERTIES.some(({ id }) => sought.has(id));
  }

  /** Performs so many runs, or fewer if one of them is a find. */
  batch(seed: number, numRuns: number): AdversarialFind | null {
    const { learning } = this.#options;
    if (learning?.isGuided === true) return this.#guided(seed, numRuns, learning.adversarial);
    let find: AdversarialFind | null = null;
    const survives = (drawn: GuidedWalk): boolean => {
      if (find !== null || !this.#goesOn()) return true;
      find = this.#perform(drawn);
      return find === null;
    };
    drawRuns(this.#drawnArbitrary(), survives, { seed, numRuns, endOnFailure: true });
    return find;
  }

  #drawnArbitrary(): fc.Arbitrary<GuidedWalk> {
    return fc.record(
      {
        nodes: fc.constantFrom(...this.#options.nodes),
        beginning: fc.constant([]),
        picks: new Picks(PICKS),
      },
      { noNullPrototype: true },
    );
  }

  /** Runs that are made from kept ones. */
  #guided(seed: number, numRuns: number, { pool }: WalkLearner): AdversarialFind | null {
    const { nodes, searchFaults: faults } = this.#options;
    const walks = new GuidedWalks(pool, { nodes, faults, picks: PICKS });
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

  #run({ nodes, beginning, picks }: GuidedWalk): AdversarialRun {
    const { timing, sought } = this.#options;
    try {
      if (this.#isWatched()) return this.#watchedRun({ nodes, beginning, picks });
      const walker = this.#walkerOf(this.#walkers, nodes, []);
      const schedule = (): Schedule => ({ nodes, timing, decisions: walker.decisions(picks) });
      return { ...walker.walk(picks), schedule };
    } catch (error) {
      if (!(error instanceof TargetThrew)) throw error;
      const schedule = (): Schedule => ({ nodes, timing, decisions: [] });
      // It threw when it booted for the first time: there is no walker yet.
      const isJudged = sought === null || sought.has('never-throws');
      const broken = isJudged ? 'never-throws' : null;
      return { decisions: 0, broken, hasThrown: true, schedule };
    }
  }

  /** One run in so many is watched, the others pay nothing for it; of guided ones, every run. */
  #isWatched(): boolean {
    const { coverage, learning } = this.#options;
    this.#runs += 1;
    if (coverage === undefined) return false;
    return learning?.isGuided === true || this.#runs % ADVERSARIAL_SAMPLE === 1;
  }

  #watchedRun({ nodes, beginning, picks }: GuidedWalk): AdversarialRun {
    const { coverage, learning = null, timing } = this.#options;
    if (coverage === undefined) throw new RangeError('a run is watched for its coverage');
    const walker = this.#walkerOf(this.#watched, nodes, [coverage.adversarial]);
    const learner = learning?.adversarial;
    if (learner !== undefined) learner.position = () => walker.taken;
    coverage.adversarial.begin(walker.bootedViews);
    const { walk, schedule: decisions } = walker.notedWalk(beginning, picks);
    const schedule = { nodes, timing, decisions };
    learner?.learn({ kind: 'schedule', ...schedule });
    return { ...walk, schedule: () => schedule };
  }

  #walkerOf(walkers: Map<number, Walker>, nodes: number, observers: readonly Observer[]): Walker {
    const known = walkers.get(nodes);
    if (known !== undefined) return known;
    const { timing, sought, searchFaults: faults } = this.#options;
    const fair = safetyFairTo(this.#target.capabilities, sought);
    const properties = fair.filter(({ id }) => sought === null || sought.has(id));
    const walker = new Walker(this.#target, nodes, { properties, timing, faults, observers });
    walkers.set(nodes, walker);
    return walker;
  }
}
