/**
 * The control of the live host: the reference core as people usually write it, an object with
 * timers of its own, in this process. If it breaks a property, the host is at fault.
 */
import { hosted } from '../adapters/live/host.ts';
import type { Host, LiveView } from '../adapters/live/live-target.ts';
import type { Effect, Input, PureTarget, Transition } from '../simulator/target.ts';
import type { RaftState } from '../core/state.ts';
import type { NodeId } from '../trace/view.ts';
import { raft } from './raft.ts';

class LiveRaft {
  readonly #core: PureTarget<RaftState>;
  readonly #host: Host;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #state: RaftState;

  constructor(core: PureTarget<RaftState>, host: Host) {
    this.#core = core;
    this.#host = host;
    const { self, nodes, timing, durable } = host;
    const booted = core.boot({ self, nodes, timing }, durable);
    this.#state = booted.state;
    this.#follow(booted);
  }

  receive(from: NodeId, message: unknown): void {
    this.#step({ kind: 'received', from, message });
  }

  view(): LiveView {
    const { role, currentTerm, votedFor } = this.#state;
    return { role, currentTerm, votedFor };
  }

  #step(input: Input): void {
    this.#follow(this.#core.step(this.#state, input, null));
  }

  #follow({ state, effects }: Transition<RaftState>): void {
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.#host.send(effect.to, effect.message);
      case 'persist':
        return this.#host.save(effect.record);
      case 'setTimer':
        return this.#setTimer(effect);
      case 'clearTimer':
        return this.#clear(effect.timer);
      case 'apply':
        // Clients propose nothing.
        return;
    }
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

/** A core as live code. */
export function liveTarget(name: string, core: PureTarget<RaftState>) {
  return hosted<LiveRaft>({
    name,
    capabilities: { persistence: true, quorumCheck: true },
    usesPromises: false,
    create: (host) => new LiveRaft(core, host),
    deliver: (node, from, message) => node.receive(from, message),
    view: (node) => node.view(),
    viewDurable: (record) => core.viewDurable(record),
    classify: (message) => core.classify(message),
  });
}

export const raftLive = liveTarget('raft-live', raft);
