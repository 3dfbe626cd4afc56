/** Where the nodes of one live target act, one turn at a time. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import {
  CannotRun,
  type BootCircumstances,
  type Identity,
  type Input,
  type Transition,
} from '../../simulator/target.ts';
import { letAct } from './acting.ts';
import type { Envelope } from './envelope.ts';
import { withoutRealTimers } from './escapes.ts';
import { Incarnation } from './incarnation.ts';
import type { Host, LiveDefinition } from './live-target.ts';
import { hostOf, sendFrom } from './node-host.ts';
import { emptyQueue, emptyQueueOfOthers } from './queue.ts';
import { Realm } from './realm.ts';
import { AdapterFault, viewOf } from './seen.ts';
import { giveBack, takeOver } from './takeover.ts';

export class Stage<Instance, Loaded> {
  readonly #live: LiveDefinition<Instance, unknown, Loaded>;
  /** Null: the code lives in this process, whose globals are taken over. */
  readonly #realm: Realm | null;
  readonly #usesPromises: boolean;
  readonly #drain: () => void;
  #loaded: { readonly package: Loaded } | null = null;

  constructor(live: LiveDefinition<Instance, unknown, Loaded>) {
    this.#live = live;
    this.#realm = live.load === undefined ? null : new Realm();
    this.#usesPromises = live.usesPromises ?? true;
    this.#drain = this.#usesPromises ? emptyQueue : () => undefined;
  }

  load(): Loaded {
    const { load } = this.#live;
    // Without a `load`, `Loaded` is undefined.
    if (load === undefined || this.#realm === null) return undefined as Loaded;
    this.#loaded ??= { package: load(this.#realm) };
    return this.#loaded.package;
  }

  boot(
    { self, nodes, timing }: Identity,
    durable: unknown,
    circumstances: BootCircumstances,
  ): Transition<Incarnation<Instance>> {
    const loaded = this.load();
    const name = `${this.#live.name}: ${nodeName(self)}`;
    const node = new Incarnation<Instance>(name, nodes, circumstances);
    const host = hostOf(node, this.#live, { self, nodes, timing, durable: this.#copy(durable) });
    if (this.#usesPromises) emptyQueueOfOthers();
    const booted = (): Transition<Incarnation<Instance>> =>
      this.#turn(node, circumstances.localTimeMs, () => this.#create(node, host, loaded));
    return this.#realm === null ? withoutRealTimers(name, booted) : booted();
  }

  step(
    node: Incarnation<Instance>,
    input: Input,
    localTimeMs: number | null,
  ): Transition<Incarnation<Instance>> {
    return this.#turn(node, localTimeMs ?? node.wallMs, () => {
      if (input.kind === 'timerFired') node.wake();
      else if (input.kind === 'received') this.#receive(node, input.from, input.message);
      else this.#propose(node, input.command);
    });
  }

  /** Everything that the event leads to, promises and immediates included, before the next one. */
  #turn(
    node: Incarnation<Instance>,
    wallMs: number,
    act: () => void,
  ): Transition<Incarnation<Instance>> {
    node.begin(wallMs);
    const before = letAct(node);
    if (this.#realm === null) takeOver();
    try {
      act();
      this.#drain();
      node.runImmediates(this.#drain);
      if (node.sin !== null) throw node.sin;
      this.#look(node);
    } catch (error) {
      this.#forgetTheRest(error);
      throw error;
    } finally {
      if (this.#realm === null) giveBack();
      letAct(before);
    }
    return { state: node, effects: node.takeEffects() };
  }

  #create(node: Incarnation<Instance>, host: Host, loaded: Loaded): void {
    const instance = this.#live.create(host, loaded);
    if (isPromise(instance)) throw new CannotRun(`${node.name}: create answers with a promise`);
    node.instance = instance;
  }

  #receive(node: Incarnation<Instance>, from: NodeId, message: unknown): void {
    const { text, call, answers } = message as Envelope;
    const copy = this.#copyOf(text);
    if (answers !== null) {
      // A reply to an earlier incarnation is dropped: the call that waited for it is gone.
      if (answers.caller === node) answers.onReply(copy);
      return;
    }
    const given = this.#live.deliver(node.instance as Instance, from, copy, (reply) => {
      if (call !== null) sendFrom(node, this.#live, from, reply, null, call);
    });
    this.#refusePromise(node, 'deliver', given);
  }

  #propose(node: Incarnation<Instance>, command: string): void {
    const given = this.#live.propose?.(node.instance as Instance, command);
    this.#refusePromise(node, 'propose', given);
  }

  /** What becomes of a promise shows when the queue is emptied; here nobody would empty it. */
  #refusePromise(node: Incarnation<Instance>, asked: string, given: unknown): void {
    if (given === undefined || this.#usesPromises || !isPromise(given)) return;
    throw new CannotRun(`${node.name}: ${asked} answers with a promise, against usesPromises`);
  }

  #look(node: Incarnation<Instance>): void {
    try {
      const seen = this.#live.view(node.instance as Instance);
      node.view = viewOf(seen, node.view, node.nodes, this.#live);
    } catch (error) {
      throw AdapterFault.of(`${node.name}: view`, error);
    }
  }

  /** After a crash: jobs that are still due must not run in the turn of the next node. */
  #forgetTheRest(error: unknown): void {
    if (!this.#usesPromises || error instanceof CannotRun) return;
    try {
      emptyQueue();
    } catch {
      // It has crashed already.
    }
  }

  #copy(record: unknown): unknown {
    return record === null ? null : this.#copyOf(JSON.stringify(record));
  }

  #copyOf(text: string): unknown {
    return this.#realm === null ? JSON.parse(text) : this.#realm.parse(text);
  }
}

function isPromise(given: unknown): boolean {
  const { then } = (given ?? {}) as { readonly then?: unknown };
  return typeof then === 'function';
}
