/**
 * What faults have made of the cluster. Many properties must know it, and each would have to keep
 * it up at every fault: so it is kept once, in place, and read by whoever judges.
 */
import { isFault } from '../trace/event.ts';
import { cutsAfter, downAfter, noCuts, type CutLinks } from './connectivity.ts';
import {
  lingeringEffectsOf,
  noLingeringEffects,
  type LingeringEffects,
} from './lingering-effects.ts';
import { NO_NODES, type NodeMask } from './node-mask.ts';
import type { Done, RunFacts } from './run-facts.ts';
import { firstPeace, stablePeriodFrom, type StablePeriod } from './stable-period.ts';

/**
 * What faults have made of the cluster by now, this moment's included. Without a clock only `down`,
 * `cuts` and `isHealed` mean something.
 */
export interface Circumstances {
  /** What is left of the faults so far; also the condition of every node. */
  readonly lingeringEffects: LingeringEffects;
  readonly cuts: CutLinks;
  readonly down: NodeMask;
  /** Everything was healed, and no fault has happened since. */
  readonly isHealed: boolean;
  /** When something was last done to each node, n1's first; -Infinity if nothing was. */
  readonly disturbedMs: readonly number[];
  /** The peace that has begun, or will begin if nothing more is done; null if there is none. */
  readonly stablePeriod: StablePeriod | null;
}

export class KnownCircumstances implements Circumstances {
  lingeringEffects: LingeringEffects;
  cuts: CutLinks;
  down: NodeMask = NO_NODES;
  isHealed = false;
  readonly disturbedMs: number[];
  readonly #facts: RunFacts;
  /** The last thing that was done to the cluster; 0 if nothing was. */
  #step = 0;
  #timeMs = 0;
  /** Undefined until somebody asks for it. */
  #stablePeriod: StablePeriod | null | undefined;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#stablePeriod = firstPeace(facts);
    this.lingeringEffects = noLingeringEffects(facts);
    this.cuts = noCuts(facts.nodes);
    this.disturbedMs = new Array<number>(facts.nodes).fill(-Infinity);
  }

  get stablePeriod(): StablePeriod | null {
    if (this.#stablePeriod === undefined) {
      const { electionTimeoutMaxMs } = this.#facts;
      const since = { step: this.#step, timeMs: this.#timeMs };
      this.#stablePeriod = stablePeriodFrom(this, since, electionTimeoutMaxMs);
    }
    return this.#stablePeriod;
  }

  /** Something was done to the cluster, or undone. */
  disturbed(step: number, done: Done): void {
    const { event, node, timeMs } = done;
    this.lingeringEffects = lingeringEffectsOf(this.lingeringEffects, done);
    this.cuts = cutsAfter(this.cuts, done);
    this.down = downAfter(this.down, done);
    if (this.isHealed && isFault(event)) this.isHealed = false;
    if (node !== 0) this.disturbedMs[node - 1] = timeMs;
    this.#step = step;
    this.#timeMs = timeMs;
    this.#stablePeriod = undefined;
  }

  /** All faults are over, but for those that cannot be undone. */
  healed(): void {
    this.isHealed = true;
  }
}
