/**
 * The control of the live host: the reference core as people usually write it, an object with
 * timers of its own, in this process. If it breaks a property, the host is at fault.
 */
import { hosted } from '../adapters/live/host.ts';
import type { Incarnation } from '../adapters/live/incarnation.ts';
import type { Host } from '../adapters/live/live-target.ts';
import type { Effect, Input, LiveTarget, PureTarget, Transition } from '../simulator/target.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { raft } from './raft.ts';

class LiveNode<State> {
  readonly #target: PureTarget<State>;
  readonly #host: Host;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #state: State;

  constructor(target: PureTarget<State>, host: Host) {
    this.#target = target;
    this.#host = host;
    const { self, nodes, timing, durable } = host;
    const booted = target.boot({ self, nodes, timing }, durable);
    this.#state = booted.state;
    this.#follow(booted);
  }

  receive(from: NodeId, message: unknown): void {
    this.#step({ kind: 'received', from, message });
  }

  propose(command: string): void {
    this.#step({ kind: 'proposed', command });
  }

  view(): NodeView {
    return this.#target.view(this.#state);
  }

  #step(input: Input): void {
    this.#follow(this.#target.step(this.#state, input, null));
  }

  #follow({ state, effects }: Transition<State>): void {
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.#host.send(effect.to, effect.message);
      case 'persist':
        return this.#persist(effect);
      case 'setTimer':
        return this.#setTimer(effect);
      case 'clearTimer':
        return this.#clear(effect.timer);
      case 'apply':
        return this.#host.apply(effect.index, effect.entry);
    }
  }

  #persist({ record, synced }: Extract<Effect, { kind: 'persist' }>): void {
    if (synced) this.#host.save(record);
    else this.#host.saveAsync(record, () => undefined);
  }

  #setTimer({ timer, minMs, maxMs }: Extract<Effect, { kind: 'setTimer' }>): void {
    this.#clear(timer);
    const delayMs = minMs + Math.random() * (maxMs - minMs);
    const fire = (): void => {
      this.#timers.delete(timer);
      this.#step({ kind: 'timerFired', timer, luck: Math.random() });
    };
    this.#timers.set(timer, setTimeout(fire, delayMs));
  }

  #clear(timer: string): void {
    clearTimeout(this.#timers.get(timer));
    this.#timers.delete(timer);
  }
}

/**
 * A target of functions that takes proposals, as live code: it does the same, and breaks the same.
 * But what it writes without waiting reaches its disk in time.
 */
export function liveTarget<State>(
  name: string,
  target: PureTarget<State>,
): LiveTarget<Incarnation<LiveNode<State>>> {
  return hosted<LiveNode<State>>({
    name,
    capabilities: { ...target.capabilities, symmetric: false },
    usesPromises: false,
    create: (host) => new LiveNode(target, host),
    deliver: (node, from, message) => node.receive(from, message),
    propose: (node, command) => node.propose(command),
    view: (node) => node.view(),
    viewDurable: (record) => target.viewDurable(record),
    classify: (message) => target.classify(message),
  });
}

export const raftLive = liveTarget('raft-live', raft);
