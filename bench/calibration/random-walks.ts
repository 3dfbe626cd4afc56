/** Walks of the adversarial engine within the bounds of a search, and the states each shows. */
import type { Bounds } from '../../search/exploring/bounds.ts';
import { AbstractStates } from '../../search/hunting/abstract-states.ts';
import type { SchedulerName } from '../../search/walking/scheduler.ts';
import { Walker } from '../../search/walking/walker.ts';
import { draw, Purpose } from '../../simulator/luck.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';

export class RandomWalks {
  readonly #states: AbstractStates;
  readonly #walker: Walker;
  readonly #picks: Uint32Array;
  #shown = new Set<number>();

  constructor(target: PureTarget, bounds: Bounds, timing: Timing, scheduler: SchedulerName) {
    this.#states = new AbstractStates([
      { begin: () => this.#shown.clear(), note: (key) => void this.#shown.add(key) },
    ]);
    const { nodes, faults, maxDecisions } = bounds;
    const options = { properties: [], timing, faults, scheduler, observers: [this.#states] };
    this.#walker = new Walker(target, nodes, options);
    this.#picks = new Uint32Array(maxDecisions);
  }

  /** The states of the walk with this seed and number; valid until the next call. */
  show(seed: number, number: number): ReadonlySet<number> {
    for (let turn = 0; turn < this.#picks.length; turn += 1) {
      this.#picks[turn] = draw(seed, Purpose.walk, number, turn, 0);
    }
    this.#states.begin(this.#walker.bootedViews);
    this.#walker.walk(this.#picks);
    return this.#shown;
  }
}
