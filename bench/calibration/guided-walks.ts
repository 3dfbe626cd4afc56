/** The same for guided walks: each goes on from a state that a kept one has reached. */
import type { Bounds } from '../../search/exploring/bounds.ts';
import { Dice } from '../../search/guiding/dice.ts';
import { GuidedWalks } from '../../search/guiding/guided-walks.ts';
import { Learning } from '../../search/guiding/learning.ts';
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
  readonly #learning: Learning;
  readonly #states: AbstractStates;
  readonly #walker: Walker;
  readonly #walks: GuidedWalks;

  constructor(target: PureTarget, bounds: Bounds, timing: Timing, seed: number) {
    const { nodes, faults, maxDecisions } = bounds;
    this.#seed = seed;
    this.#bounds = bounds;
    this.#timing = timing;
    this.#learning = new Learning([], { nodes: [nodes], timing }, seed);
    const { adversarial, listeners, points } = this.#learning;
    this.#states = new AbstractStates([listeners.adversarial]);
    const options = { properties: [], timing, faults, observers: [this.#states] };
    this.#walker = new Walker(target, nodes, options);
    const picks = Math.floor(maxDecisions / TIMES_LONGER);
    this.#walks = new GuidedWalks(adversarial.pool, points, { nodes: [nodes], faults, picks });
  }

  /** How many states its walks have shown so far. */
  get seen(): number {
    return this.#learning.adversarial.pool.size;
  }

  /** Performs the walk with this number; they depend on those before. */
  perform(number: number): void {
    const { beginning, from, picks } = this.#walks.next(new Dice(this.#seed, number));
    this.#states.begin(from?.point.views ?? this.#walker.bootedViews);
    this.#learning.follow(this.#walker, from);
    const { schedule: decisions } = this.#walker.notedWalk(from?.point ?? beginning, picks);
    const { nodes } = this.#bounds;
    this.#learning.adversarial.learn({ kind: 'schedule', nodes, timing: this.#timing, decisions });
  }
}
