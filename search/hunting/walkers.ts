/** The walkers of a hunt: one for each size of cluster and each scheduler. */
import type { PureTarget } from '../../simulator/target.ts';
import type { Observer } from '../../trace/observer.ts';
import { safetyFairTo } from '../running/fair-properties.ts';
import type { SchedulerName } from '../walking/scheduler.ts';
import { mayReorder } from '../search-faults.ts';
import { Walker } from '../walking/walker.ts';
import type { HuntOptions } from './hunt-options.ts';

export class Walkers {
  readonly #target: PureTarget;
  readonly #options: HuntOptions;
  readonly #observers: readonly Observer[];
  readonly #known: Readonly<Record<SchedulerName, Map<number, Walker>>> = {
    uniform: new Map(),
    pct: new Map(),
  };

  constructor(target: PureTarget, options: HuntOptions, observers: readonly Observer[]) {
    this.#target = target;
    this.#options = options;
    this.#observers = observers;
  }

  get all(): readonly Walker[] {
    return Object.values(this.#known).flatMap((bySize) => [...bySize.values()]);
  }

  of(nodes: number, scheduler: SchedulerName): Walker {
    const known = this.#known[scheduler].get(nodes);
    if (known !== undefined) return known;
    const { timing, sought, faults: asked, searchFaults: faults } = this.#options;
    const fair = safetyFairTo(this.#target.capabilities, sought);
    const properties = fair.filter(({ id }) => sought === null || sought.has(id));
    const keepsOrder = !mayReorder(this.#target, asked);
    const observers = this.#observers;
    const options = { properties, timing, faults, scheduler, keepsOrder, observers };
    const walker = new Walker(this.#target, nodes, options);
    this.#known[scheduler].set(nodes, walker);
    return walker;
  }
}
