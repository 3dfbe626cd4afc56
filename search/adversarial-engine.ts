/**
 * The adversarial engine of a hunt: fast-check draws a cluster and a list of picks, a walker takes
 * each pick as a decision, and the safety properties judge every step.
 */
import fc from 'fast-check';
import type { PropertyId } from '../properties/property.ts';
import type { Schedule } from '../simulator/schedule.ts';
import type { PureTarget } from '../simulator/target.ts';
import type { HuntOptions } from './hunt-types.ts';
import { performSchedule, SAFETY_PROPERTIES } from './perform-schedule.ts';
import { Walker, type Walk } from './walker.ts';

/** Decisions of one run, at most. */
const MAX_PICKS = 60;

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

/** What fast-check draws for one run. */
interface Drawn {
  readonly nodes: number;
  readonly picks: Uint32Array;
}

export class AdversarialEngine {
  readonly #target: PureTarget;
  readonly #options: HuntOptions;
  readonly #goesOn: () => boolean;
  readonly #isFind: (run: AdversarialRun) => boolean;
  readonly #walkers = new Map<number, Walker>();

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

  /** Without a clock nothing is owed in time: a hunt for liveness alone is not for this engine. */
  get canJudge(): boolean {
    const { sought } = this.#options;
    return sought === null || SAFETY_PROPERTIES.some(({ id }) => sought.has(id));
  }

  /** Performs so many runs, or fewer if one of them is a find. */
  batch(seed: number, numRuns: number): AdversarialFind | null {
    let find: AdversarialFind | null = null;
    const survives = (drawn: Drawn): boolean => {
      if (find !== null || !this.#goesOn()) return true;
      find = this.#perform(drawn);
      return find === null;
    };
    fc.check(fc.property(this.#drawnArbitrary(), survives), { seed, numRuns, endOnFailure: true });
    return find;
  }

  #drawnArbitrary(): fc.Arbitrary<Drawn> {
    return fc.record(
      {
        nodes: fc.constantFrom(...this.#options.nodes),
        picks: fc.uint32Array({ minLength: 1, maxLength: MAX_PICKS, size: 'max' }),
      },
      { noNullPrototype: true },
    );
  }

  #perform({ nodes, picks }: Drawn): AdversarialFind | null {
    const walker = this.#walkerOf(nodes);
    const { timing } = this.#options;
    const schedule = (): Schedule => ({ nodes, timing, decisions: walker.decisions(picks) });
    const walk = walker.walk(picks);
    if (!this.#isFind({ ...walk, schedule }) || walk.broken === null) return null;
    const property = walk.broken;
    const found = schedule();
    const { events } = performSchedule(this.#target, found, { sought: new Set([property]) });
    return { property, schedule: found, events };
  }

  #walkerOf(nodes: number): Walker {
    const known = this.#walkers.get(nodes);
    if (known !== undefined) return known;
    const { timing, sought, searchFaults: faults } = this.#options;
    const properties = SAFETY_PROPERTIES.filter(({ id }) => sought === null || sought.has(id));
    const walker = new Walker(this.#target, nodes, { properties, timing, faults });
    this.#walkers.set(nodes, walker);
    return walker;
  }
}
