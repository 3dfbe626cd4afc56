/**
 * Probabilistic concurrency testing for message passing (PCTCP: Ozkan, Majumdar, Niksic, Befrouei
 * and Weissenbacher, OOPSLA 2018). A message is an event whose cause is the step that sent it; an
 * input from outside (a timer, a proposal, a crash) has none. Events are put into chains as they
 * come up: the first message of a step goes on with the chain of that step, all others begin one.
 * Since no event has two causes, there are as many chains as events can be pending at once. Chains
 * have random priorities, and what the highest allows happens next; at `DEPTH - 1` random moments,
 * what would happen falls behind everything else.
 */
import { between, draw, happens, mix, Purpose } from '../../simulator/luck.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import type { Scheduler } from './scheduler.ts';
import { INPUT_KINDS, isEnabled, itemOf, type WalkInput } from './walk-input.ts';
import type { WalkedCluster } from './walked-cluster.ts';
import { WEIGHTS, type Kind } from './weights.ts';

/** The bound speaks of violations that depend on the order of so many events. */
export const DEPTH = 3;

/** One message in so many arrives twice, in percent: about as many as without priorities. */
const COPY_PERCENT = 6;

/** Inputs for each node, at most: so many times as many as a walk has decisions. */
const INPUTS = 2;

export class PriorityChoice implements Scheduler {
  readonly takesProposals: boolean;
  item = 0;
  readonly #weights: readonly number[];
  readonly #allWeights: number;
  readonly #makesCopies: boolean;
  /** By place, of the messages in flight: of each, the priority of its chain. */
  readonly #priorities: number[] = [];
  readonly #comesTwice: boolean[] = [];
  /** The highest first. */
  readonly #inputs: WalkInput[] = [];
  /** The moments at which a priority is lowered; 0 once it was. */
  readonly #moments = new Int32Array(DEPTH - 1);
  /** Null once something goes on with the chain of the latest event. */
  #openChain: number | null = null;
  #seed = 0;
  #drawn = 0;
  #decisions = 0;
  #length = 0;
  #nodes = 0;
  #chains = 0;
  #mostChains = 0;
  #longest = 0;

  constructor(faults: readonly SearchFault[], takesProposals: boolean) {
    this.takesProposals = takesProposals;
    this.#makesCopies = faults.includes('duplicate');
    this.#weights = INPUT_KINDS.map((kind) => {
      const isIdle = kind === 'propose' && !takesProposals;
      return isIdle || (kind === 'crash' && !faults.includes(kind)) ? 0 : WEIGHTS[kind];
    });
    this.#allWeights = this.#weights.reduce((sum, weight) => sum + weight, 0);
  }

  get width(): number {
    return Math.max(this.#mostChains, this.#chains);
  }

  get length(): number {
    return this.#longest;
  }

  begin(picks: ArrayLike<number>, { nodes, flights }: WalkedCluster): void {
    this.#mostChains = this.width;
    this.#longest = Math.max(this.#longest, picks.length);
    this.#seed = mix(picks[0] ?? 0, picks[1] ?? 0);
    this.#drawn = 0;
    this.#decisions = 0;
    this.#chains = 0;
    this.#length = picks.length;
    this.#nodes = nodes.length;
    this.#openChain = null;
    this.#priorities.length = 0;
    this.#comesTwice.length = 0;
    for (let level = 0; level < this.#moments.length; level += 1) {
      this.#moments[level] = between(this.#word(), 1, this.#length);
    }
    this.#takeIn(flights.length);
    this.#drawInputs();
  }

  removed(place: number, keepsOrder: boolean): void {
    if (keepsOrder) {
      this.#priorities.splice(place, 1);
      this.#comesTwice.splice(place, 1);
      return;
    }
    const priority = this.#priorities.pop();
    const comesTwice = this.#comesTwice.pop();
    if (priority === undefined || comesTwice === undefined) return;
    if (place >= this.#priorities.length) return;
    this.#priorities[place] = priority;
    this.#comesTwice[place] = comesTwice;
  }

  /** The pick itself says nothing: all is drawn from those that the walk begins with. */
  pick(_pick: number, cluster: WalkedCluster): Kind | null {
    this.#takeIn(cluster.flights.length);
    this.#decisions += 1;
    const kind = this.#next(cluster);
    if (kind !== null) return kind;
    // All that was drawn has happened: more comes from outside.
    this.#drawInputs();
    return this.#next(cluster);
  }

  #next(cluster: WalkedCluster): Kind | null {
    for (;;) {
      const message = this.#highestMessage();
      const input = this.#highestInput(this.#priorities[message] ?? -1, cluster);
      if (message === -1 && input === null) return null;
      const level = this.#moments.indexOf(this.#decisions);
      if (level === -1) {
        return input === null ? this.#deliver(message) : this.#takeInput(input, cluster);
      }
      this.#moments[level] = 0;
      if (input === null) this.#priorities[message] = level;
      else this.#lower(input, level);
    }
  }

  #highestMessage(): number {
    const priorities = this.#priorities;
    let [highest, most] = [-1, -1];
    for (let place = 0; place < priorities.length; place += 1) {
      const priority = priorities[place] ?? -1;
      if (priority > most) [highest, most] = [place, priority];
    }
    return highest;
  }

  /** Of those that are enabled and come before this priority. */
  #highestInput(above: number, cluster: WalkedCluster): WalkInput | null {
    for (const input of this.#inputs) {
      if (input.priority <= above) return null;
      if (isEnabled(input, cluster)) return input;
    }
    return null;
  }

  #deliver(place: number): Kind {
    this.item = place;
    this.#openChain = this.#priorities[place] ?? null;
    if (this.#comesTwice[place] !== true) return 'deliver';
    this.#comesTwice[place] = false;
    this.#priorities[place] = this.#newChain();
    return 'duplicate';
  }

  #lower(input: WalkInput, level: number): void {
    input.priority = level;
    this.#sortInputs();
  }

  #sortInputs(): void {
    this.#inputs.sort((one, other) => other.priority - one.priority);
  }

  #takeInput(input: WalkInput, cluster: WalkedCluster): Kind {
    this.#inputs.splice(this.#inputs.indexOf(input), 1);
    this.#openChain = input.priority;
    this.item = itemOf(input, cluster);
    return input.kind;
  }

  /** The latest event has sent these messages, if there are more than before. */
  #takeIn(flights: number): void {
    for (let place = this.#priorities.length; place < flights; place += 1) {
      this.#priorities.push(this.#openChain ?? this.#newChain());
      this.#comesTwice[place] = this.#makesCopies && happens(this.#word(), COPY_PERCENT);
      this.#openChain = null;
    }
    this.#openChain = null;
  }

  #drawInputs(): void {
    this.#inputs.length = 0;
    const all = this.#allWeights;
    const most = Math.max(2, Math.floor((INPUTS * this.#length) / this.#nodes));
    const count = between(this.#word(), 1, most);
    for (let turn = 0; turn < count; turn += 1) {
      let rest = between(this.#word(), 0, all - 1);
      const place = this.#weights.findIndex((weight) => (rest -= weight) < 0);
      const kind = INPUT_KINDS[place] ?? 'timer';
      const [which, node] = [this.#word(), between(this.#word(), 1, this.#nodes)];
      this.#inputs.push({ kind, node, which, priority: this.#newChain() });
    }
    this.#sortInputs();
  }

  /** Those that were lowered are below all others. */
  #newChain(): number {
    this.#chains += 1;
    return DEPTH + this.#word();
  }

  #word(): number {
    this.#drawn += 1;
    return draw(this.#seed, Purpose.priority, this.#drawn, 0, 0);
  }
}
