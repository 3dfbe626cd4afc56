/** Campaigns of adversarial runs alone, made in one way each: what is compared. */
import { LAB_TIMING } from '../../core/timing.ts';
import type { Property } from '../../properties/property.ts';
import { Dice } from '../../search/guiding/dice.ts';
import { GuidedWalks } from '../../search/guiding/guided-walks.ts';
import { Learning } from '../../search/guiding/learning.ts';
import { AbstractStates } from '../../search/hunting/abstract-states.ts';
import { searchFaultsFairTo } from '../../search/search-faults.ts';
import type { SchedulerName } from '../../search/walking/scheduler.ts';
import { Walker } from '../../search/walking/walker.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { Observer } from '../../trace/observer.ts';

/** How runs are made. */
export interface Mode {
  readonly name: string;
  /** They take turns. */
  readonly schedulers: readonly SchedulerName[];
  readonly isGuided: boolean;
}

export const MODES: readonly Mode[] = [
  { name: 'uniform', schedulers: ['uniform'], isGuided: false },
  { name: 'PCT', schedulers: ['pct'], isGuided: false },
  { name: 'both', schedulers: ['uniform', 'pct'], isGuided: false },
  { name: 'guided uniform', schedulers: ['uniform'], isGuided: true },
  { name: 'guided PCT', schedulers: ['pct'], isGuided: true },
];

/** As the shorter profiles have them. */
const SIZES = [3, 5];
const PICKS = 60;

export interface CampaignOptions {
  readonly seed: number;
  readonly mode: Mode;
  readonly properties: readonly Property[];
  /** Whether the states of all runs are counted; guided runs need that in any case. */
  readonly countsStates: boolean;
}

export class Campaign {
  readonly #options: CampaignOptions;
  readonly #states = new Set<number>();
  readonly #learning = new Learning([], { nodes: SIZES, timing: LAB_TIMING }, 0);
  readonly #abstract: AbstractStates;
  readonly #walks: GuidedWalks;
  readonly #walkers: ReadonlyMap<string, Walker>;

  constructor(target: PureTarget, options: CampaignOptions) {
    this.#options = options;
    const { mode, properties, countsStates } = options;
    const faults = searchFaultsFairTo(target.capabilities);
    const { adversarial, points } = this.#learning;
    const seen = { begin: () => undefined, note: (key: number) => void this.#states.add(key) };
    const { listeners } = this.#learning;
    this.#abstract = new AbstractStates(mode.isGuided ? [seen, listeners.adversarial] : [seen]);
    const observers: Observer[] = countsStates || mode.isGuided ? [this.#abstract] : [];
    const walkOptions = { properties, timing: LAB_TIMING, faults, observers };
    this.#walks = new GuidedWalks(adversarial.pool, points, {
      nodes: SIZES,
      faults,
      picks: PICKS,
    });
    this.#walkers = new Map(
      mode.schedulers.flatMap((scheduler) => {
        return SIZES.map((nodes) => {
          const walker = new Walker(target, nodes, { ...walkOptions, scheduler });
          return [`${scheduler} ${nodes}`, walker] as const;
        });
      }),
    );
  }

  /** Abstract states that its runs have shown. */
  get seen(): number {
    return this.#states.size;
  }

  /** Performs the run with this number; whether it breaks a property. */
  perform(number: number): boolean {
    const { mode, seed } = this.#options;
    const dice = new Dice(seed, number);
    const scheduler = mode.schedulers[number % mode.schedulers.length] ?? 'uniform';
    if (mode.isGuided) return this.#guided(dice, scheduler);
    const nodes = dice.oneOf(SIZES) ?? 3;
    const walker = this.#walkerOf(nodes, scheduler);
    this.#abstract.begin(walker.bootedViews);
    const picks = Uint32Array.from({ length: PICKS }, () => dice.word());
    return walker.walk(picks).broken !== null;
  }

  #guided(dice: Dice, scheduler: SchedulerName): boolean {
    const { nodes, beginning, from, picks } = this.#walks.next(dice);
    const walker = this.#walkerOf(nodes, scheduler);
    this.#abstract.begin(from?.point.views ?? walker.bootedViews);
    this.#learning.follow(walker, from);
    const { walk, schedule: decisions } = walker.notedWalk(from?.point ?? beginning, picks);
    this.#learning.adversarial.learn({ kind: 'schedule', nodes, timing: LAB_TIMING, decisions });
    return walk.broken !== null;
  }

  #walkerOf(nodes: number, scheduler: SchedulerName): Walker {
    const walker = this.#walkers.get(`${scheduler} ${nodes}`);
    if (walker === undefined) throw new RangeError(`no walker for ${nodes} nodes`);
    return walker;
  }
}
