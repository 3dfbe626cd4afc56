/**
 * Two states of one digest must answer alike: they are told the same, and what they say compared.
 */
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { Effect, Input, PureTarget, Transition } from '../../simulator/target.ts';

const NODES = 3;
const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };

/**
 * A node of a cluster without clocks: its state, what its disk keeps, and the timers that are set.
 */
interface Member {
  readonly now: Transition<unknown>;
  readonly durable: unknown;
  readonly timers: readonly string[];
}

interface Flight {
  readonly to: number;
  readonly input: Input;
}

class Cluster {
  /** How often two states that came about differently had one digest. */
  twins = 0;
  readonly #t: ExecutionContext;
  readonly #target: PureTarget;
  readonly #known = new Map<string, Transition<unknown>>();
  readonly #members = new Map<number, Member>();
  readonly #flights: Flight[] = [];

  constructor(t: ExecutionContext, target: PureTarget) {
    this.#t = t;
    this.#target = target;
    for (let self = 1; self <= NODES; self += 1) this.#boot(self, null);
  }

  /** Makes one of the decisions that are possible. */
  decide(choice: number): void {
    const self = (choice % NODES) + 1;
    const { durable, timers } = this.#member(self);
    const flight = Math.floor(choice / NODES) % (this.#flights.length + 3);
    const [chosen] = this.#flights.splice(flight, 1);
    if (chosen !== undefined) return this.#step(chosen.to, chosen.input);
    if (choice % 11 === 0) return this.#boot(self, durable);
    if (choice % 7 === 0) return this.#step(self, { kind: 'proposed', command: 'x' });
    const timer = timers[choice % (timers.length || 1)];
    if (timer !== undefined) this.#step(self, { kind: 'timerFired', timer, luck: 0 });
  }

  #member(self: number): Member {
    const member = this.#members.get(self);
    if (member === undefined) throw new Error(`there is no node ${self}`);
    return member;
  }

  #boot(self: number, durable: unknown): void {
    const booted = this.#target.boot({ self, nodes: NODES, timing }, durable);
    this.#members.set(self, this.#after(self, booted, { now: booted, durable, timers: [] }));
  }

  #step(self: number, input: Input): void {
    const member = this.#member(self);
    const now = this.#target.step(member.now.state, input, null);
    this.#compare(self, member.now, now, input);
    const timers = member.timers.filter(
      (timer) => input.kind !== 'timerFired' || input.timer !== timer,
    );
    this.#members.set(self, this.#after(self, now, { ...member, timers }));
  }

  /** Tells the first state of this digest the same. */
  #compare(
    self: number,
    before: Transition<unknown>,
    now: Transition<unknown>,
    input: Input,
  ): void {
    const name = `${self} ${JSON.stringify(before.state)}`;
    const twin = this.#known.get(name);
    this.#known.set(name, twin ?? before);
    if (twin === undefined || twin === before) return;
    const other = this.#target.step(twin.state, input, null);
    const told = `two states of the digest ${name} were told ${JSON.stringify(input)}`;
    this.#t.deepEqual(other.effects.map(withoutTimes), now.effects.map(withoutTimes), told);
    this.#t.is(JSON.stringify(other.state), JSON.stringify(now.state), told);
    this.twins += 1;
  }

  #after(self: number, now: Transition<unknown>, before: Member): Member {
    let { durable } = before;
    const timers = new Set(before.timers);
    for (const effect of now.effects) {
      switch (effect.kind) {
        case 'persist':
          durable = effect.record;
          break;
        case 'send': {
          const { to, message } = effect;
          this.#flights.push({ to, input: { kind: 'received', from: self, message } });
          break;
        }
        case 'setTimer':
          timers.add(effect.timer);
          break;
        case 'clearTimer':
          timers.delete(effect.timer);
          break;
        case 'apply':
      }
    }
    return { now, durable, timers: [...timers] };
  }
}

/**
 * Without clocks, how long a timer takes has no influence: it is drawn, and no part of a digest.
 */
function withoutTimes(effect: Effect): unknown {
  return effect.kind === 'setTimer' ? { kind: effect.kind, timer: effect.timer } : effect;
}

/** Drives clusters at random, and compares all states that have one digest. */
export function twinsAnswerAlike(t: ExecutionContext, target: PureTarget): void {
  let twins = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 60, maxLength: 120 }), (choices) => {
      const cluster = new Cluster(t, target);
      for (const choice of choices) cluster.decide(choice);
      twins += cluster.twins;
    }),
    { seed: 7, numRuns: 20, endOnFailure: true },
  );
  t.true(twins > 20, `only ${twins} pairs of states had one digest: nothing was compared`);
}
