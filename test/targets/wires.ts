/** Nodes without clocks, whose timers and messages a test picks one by one. */
import type { Decision } from '../../simulator/decision.ts';
import type { Input, PureTarget, Transition } from '../../simulator/target.ts';

const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };

interface Flight {
  readonly from: number;
  readonly to: number;
  readonly message: unknown;
}

export class Wires {
  /** What was picked, as a schedule can be made of it. */
  readonly decisions: Decision[] = [];
  readonly #target: PureTarget;
  readonly #states = new Map<number, unknown>();
  #flights: readonly Flight[] = [];

  constructor(target: PureTarget, nodes = 3) {
    this.#target = target;
    for (let self = 1; self <= nodes; self += 1) {
      this.#perform(self, target.boot({ self, nodes, timing }, null));
    }
  }

  fire(node: number, timer: string): void {
    this.decisions.push({ kind: 'fire', node, timer });
    this.#step(node, { kind: 'timerFired', timer, luck: 0 });
  }

  propose(node: number, command: string): void {
    this.decisions.push({ kind: 'propose', node, command });
    this.#step(node, { kind: 'proposed', command });
  }

  /** Delivers the message of this link that is under way for the longest time. */
  deliverOldest(from: number, to: number): void {
    this.#deliver(this.#on(from, to)[0]);
  }

  /** The one that was sent last, of this kind if it is named: it overtakes all others. */
  deliverNewest(from: number, to: number, kind?: string): void {
    const isKind = ({ message }: Flight): boolean =>
      kind === undefined || (message as { kind: string }).kind === kind;
    this.#deliver(this.#on(from, to).findLast(isKind));
  }

  #on(from: number, to: number): readonly Flight[] {
    return this.#flights.filter((flight) => flight.from === from && flight.to === to);
  }

  #deliver(flight: Flight | undefined): void {
    if (flight === undefined) throw new Error('no message is under way on this link');
    this.#flights = this.#flights.filter((other) => other !== flight);
    const { from, to, message } = flight;
    this.decisions.push({ kind: 'deliver', from, to, message });
    this.#step(to, { kind: 'received', from, message });
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
