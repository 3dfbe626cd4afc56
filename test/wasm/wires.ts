/** Three nodes without clocks, whose timers and messages a test picks one by one. */
import type { Input, PureTarget, Transition } from '../../simulator/target.ts';

const NODES = 3;
const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };

interface Flight {
  readonly from: number;
  readonly to: number;
  readonly message: unknown;
}

export class Wires {
  readonly #target: PureTarget;
  readonly #states = new Map<number, unknown>();
  #flights: readonly Flight[] = [];

  constructor(target: PureTarget) {
    this.#target = target;
    for (let self = 1; self <= NODES; self += 1) {
      this.#perform(self, target.boot({ self, nodes: NODES, timing }, null));
    }
  }

  fire(node: number, timer: string): void {
    this.#step(node, { kind: 'timerFired', timer, luck: 0 });
  }

  propose(node: number, command: string): void {
    this.#step(node, { kind: 'proposed', command });
  }

  /** Delivers the message of this link that is under way for the longest time. */
  deliverOldest(from: number, to: number): void {
    this.#deliver(this.#on(from, to)[0]);
  }

  /** Delivers the message of this link that was sent last: it overtakes all others. */
  deliverNewest(from: number, to: number): void {
    this.#deliver(this.#on(from, to).at(-1));
  }

  #on(from: number, to: number): readonly Flight[] {
    return this.#flights.filter((flight) => flight.from === from && flight.to === to);
  }

  #deliver(flight: Flight | undefined): void {
    if (flight === undefined) throw new Error('no message is under way on this link');
    this.#flights = this.#flights.filter((other) => other !== flight);
    this.#step(flight.to, { kind: 'received', from: flight.from, message: flight.message });
  }

  #step(node: number, input: Input): void {
    this.#perform(node, this.#target.step(this.#states.get(node), input, null));
  }

  #perform(from: number, { state, effects }: Transition<unknown>): void {
    this.#states.set(from, state);
    const sent = effects.flatMap((effect) =>
      effect.kind === 'send' ? [{ from, to: effect.to, message: effect.message }] : [],
    );
    this.#flights = [...this.#flights, ...sent];
  }
}
