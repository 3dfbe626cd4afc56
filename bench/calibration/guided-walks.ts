/** The same for guided walks: each begins as a kept one does, which reached a state soonest. */
import type { Bounds } from '../../search/exploring/bounds.ts';
import { Dice } from '../../search/guiding/dice.ts';
import { GuidedWalks } from '../../search/guiding/guided-walks.ts';
import { beginningOfSchedule } from '../../search/guiding/kept-run.ts';
import { Learner } from '../../search/guiding/learner.ts';
import { AbstractStates } from '../../search/hunting/abstract-states.ts';
import { Walker } from '../../search/walking/walker.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';

/** A guided walk may be twice as long as one that is drawn. */
const TIMES_LONGER = 2;

/** One campaign, which begins without a corpus. */
export class GuidedCampaign {
  readonly #seed: number;
  readonly #bounds: Bounds;
  readonly #timing: Timing;
  readonly #learner = new Learner([], beginningOfSchedule);
  readonly #states = new AbstractStates([this.#learner.states]);
  readonly #walker: Walker;
  readonly #walks: GuidedWalks;

  constructor(target: PureTarget, bounds: Bounds, timing: Timing, seed: number) {
    const { nodes, faults, maxDecisions } = bounds;
    this.#seed = seed;
    this.#bounds = bounds;
    this.#timing = timing;
    const options = { properties: [], timing, faults, observers: [this.#states] };
    this.#walker = new Walker(target, nodes, options);
    this.#learner.position = () => this.#walker.taken;
    const picks = Math.floor(maxDecisions / TIMES_LONGER);
    this.#walks = new GuidedWalks(this.#learner.pool, { nodes: [nodes], faults, picks });
  }

  /** How many states its walks have shown so far. */
  get seen(): number {
    return this.#learner.pool.size;
  }

  /** Performs the walk with this number; they depend on those before. */
  perform(number: number): void {
    const { beginning, picks } = this.#walks.next(new Dice(this.#seed, number));
    this.#states.begin(this.#walker.bootedViews);
    const { schedule: decisions } = this.#walker.notedWalk(beginning, picks);
    const { nodes } = this.#bounds;
    this.#learner.learn({ kind: 'schedule', nodes, timing: this.#timing, decisions });
  }
}
