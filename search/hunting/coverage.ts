/** The abstract states that a batch covers, engine by engine: each draws runs of its own kind. */
import { AbstractStates, type StateListener } from './abstract-states.ts';
import { NOTHING_SEEN, Species, type SpeciesSeen } from './species.ts';

/** Plain data. */
export interface CoverageSeen {
  readonly timed: SpeciesSeen;
  /** Of a sample: one adversarial run in {@link ADVERSARIAL_SAMPLE}. */
  readonly adversarial: SpeciesSeen;
}

export const NOTHING_COVERED: CoverageSeen = { timed: NOTHING_SEEN, adversarial: NOTHING_SEEN };

/** Walks are short: to look at every one of them would cost a third of their time. */
export const ADVERSARIAL_SAMPLE = 10;

/** Engine by engine. */
export interface StateListeners {
  readonly timed?: StateListener;
  readonly adversarial?: StateListener;
}

export class Coverage {
  readonly #timed = new Species();
  readonly #adversarial = new Species();
  readonly timed: AbstractStates;
  readonly adversarial: AbstractStates;

  /** Whoever else wants to know of the states of either engine may listen, too. */
  constructor({ timed, adversarial }: StateListeners = {}) {
    this.timed = new AbstractStates(listeners(this.#timed, timed));
    this.adversarial = new AbstractStates(listeners(this.#adversarial, adversarial));
  }

  get seen(): CoverageSeen {
    return { timed: this.#timed.seen, adversarial: this.#adversarial.seen };
  }
}

function listeners(species: Species, also?: StateListener): readonly StateListener[] {
  return also === undefined ? [species] : [species, also];
}

/** Adds up what several batches have covered. */
export class CoverageSum {
  readonly #timed = new Species();
  readonly #adversarial = new Species();

  add({ timed, adversarial }: CoverageSeen): void {
    this.#timed.add(timed);
    this.#adversarial.add(adversarial);
  }

  get seen(): CoverageSeen {
    return { timed: this.#timed.seen, adversarial: this.#adversarial.seen };
  }

  /** How many states the timed runs have shown. */
  get timedStates(): number {
    return this.#timed.size;
  }
}
