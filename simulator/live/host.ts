/** Puts a live target into the world: the world's steps become turns of an incarnation. */
import type { NodeId, NodeView } from '../../trace/view.ts';
import type { BootCircumstances, Identity, Input, Target, Transition } from '../target.ts';
import { jsonOf, type Envelope } from './envelope.ts';
import type { Inside } from './globals.ts';
import { Incarnation } from './incarnation.ts';
import type { Host, LiveTarget } from './live-target.ts';
import { Realm } from './realm.ts';
import { unheardRejection } from './rejections.ts';
import { viewOf } from './seen.ts';

/** Whole milliseconds that a disk takes, at most. */
const DISK_MAX_MS = 5;

const NOTHING_DURABLE = { currentTerm: 0, votedFor: null, log: [] } as const;

/** The target as the world takes it through its steps. */
export function hosted<Loaded, Instance>(
  live: LiveTarget<Loaded, Instance>,
): Target<Incarnation<Instance>> {
  const stage = new Stage(live);
  return {
    family: 'live',
    name: live.name,
    capabilities: live.capabilities,
    smallestCluster: live.smallestCluster ?? 1,
    load: () => stage.load(),
    boot: (identity, durable, circumstances) => stage.boot(identity, durable, circumstances),
    step: (node, input, localTimeMs) => stage.step(node, input, localTimeMs),
    view: ({ view }) => view as NodeView,
    viewDurable: (record) => live.viewDurable?.(record) ?? NOTHING_DURABLE,
    classify: (envelope) => (envelope as Envelope).meaning,
  };
}

/** Where one node acts at a time. */
class Stage<Loaded, Instance> {
  readonly #live: LiveTarget<Loaded, Instance>;
  readonly #realm: Realm;
  #loaded: { readonly package: Loaded } | null = null;
  /** Whose turn it is. */
  #acting: Incarnation<Instance> | null = null;

  constructor(live: LiveTarget<Loaded, Instance>) {
    this.#live = live;
    this.#realm = new Realm(this.#inside());
  }

  load(): Loaded {
    this.#loaded ??= { package: this.#live.load(this.#realm) };
    return this.#loaded.package;
  }

  boot(
    identity: Identity,
    durable: unknown,
    circumstances: BootCircumstances,
  ): Transition<Incarnation<Instance>> {
    const loaded = this.load();
    const node = new Incarnation<Instance>(circumstances);
    return this.#turn(node, circumstances.localTimeMs, () => {
      const host = this.#hostOf(node, identity, durable);
      node.instance = this.#live.create(loaded, host);
    });
  }

  step(
    node: Incarnation<Instance>,
    input: Input,
    localTimeMs: number | null,
  ): Transition<Incarnation<Instance>> {
    return this.#turn(node, localTimeMs ?? node.nowMs, () => {
      if (input.kind === 'timerFired') node.wake();
      else if (input.kind === 'received') this.#receive(node, input.from, input.message);
    });
  }

  /** Everything that the event leads to, promises and immediates included, before the next one. */
  #turn(
    node: Incarnation<Instance>,
    nowMs: number,
    act: () => void,
  ): Transition<Incarnation<Instance>> {
    node.nowMs = nowMs;
    this.#acting = node;
    try {
      act();
      this.#drain();
      node.runImmediates(() => this.#drain());
      node.view = viewOf(this.#live.view(node.instance as Instance), node.view);
    } finally {
      this.#acting = null;
    }
    return { state: node, effects: node.takeEffects() };
  }

  #drain(): void {
    if (!this.#live.usesPromises) return;
    this.#realm.drain();
    const unheard = unheardRejection();
    if (unheard !== null) throw unheard.reason;
  }

  #receive(node: Incarnation<Instance>, from: NodeId, message: unknown): void {
    const { text, call, answers } = message as Envelope;
    const copy = this.#realm.parse(text);
    // A reply to an earlier incarnation finds nobody who waits for it.
    if (answers !== null) return node.calls.get(answers)?.(copy);
    this.#live.deliver(node.instance as Instance, from, copy, (reply) => {
      if (call !== null) this.#send(node, from, reply, null, call);
    });
  }

  #send(
    node: Incarnation<Instance>,
    to: NodeId,
    message: unknown,
    call: string | null,
    answers: string | null,
  ): void {
    const text = jsonOf(message);
    const meaning = this.#live.classify(message);
    const envelope: Envelope = { text, meaning, call, answers };
    node.effects.push({ kind: 'send', to, message: envelope });
  }

  #hostOf(node: Incarnation<Instance>, identity: Identity, durable: unknown): Host {
    const nodes = Array.from({ length: identity.nodes }, (_, slot) => slot + 1);
    return {
      ...identity,
      peers: nodes.filter((peer) => peer !== identity.self),
      durable: this.#realm.parse(JSON.stringify(durable)),
      send: (to, message, onReply) => {
        const call = onReply === undefined ? null : node.nameCall();
        if (call !== null && onReply !== undefined) node.calls.set(call, onReply);
        this.#send(node, to, message, call, null);
      },
      save: (record) => {
        const copy: unknown = JSON.parse(jsonOf(record));
        node.effects.push({ kind: 'persist', record: copy, synced: true });
      },
      afterDisk: (done) => {
        const ms = Math.floor(node.random() * (DISK_MAX_MS + 1));
        if (ms === 0) node.setImmediate(done);
        else node.timers.set(done, ms, false);
      },
      setTimeout: (callback, delayMs) => node.timers.set(callback, delayMs, false),
      clearTimeout: (timer) => node.timers.clear(timer),
      random: () => node.random(),
    };
  }

  /** What packages reach through the globals of their realm. */
  #inside(): Inside {
    const acting = (): Incarnation<Instance> => {
      if (this.#acting !== null) return this.#acting;
      throw new Error(`${this.#live.name} asks for clocks or dice while no node of it acts`);
    };
    return {
      nowMs: () => this.#acting?.nowMs ?? 0,
      random: () => acting().random(),
      setTimer: (callback, delay, isRepeated) => acting().timers.set(callback, delay, isRepeated),
      clearTimer: (timer) => acting().timers.clear(timer),
      setImmediate: (callback) => acting().setImmediate(callback),
      clearImmediate: (immediate) => acting().clearImmediate(immediate),
    };
  }
}
