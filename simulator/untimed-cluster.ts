/**
 * A cluster without clocks. It performs decisions one after the other: no seed, no latency, no
 * luck. What is not enabled is skipped, so that leaving out one decision leaves the rest a run.
 */
import { supports } from './capabilities.ts';
import type { Observer } from '../trace/observer.ts';
import { BETWEEN_STEPS, type Lost, type Received, type StepEvent } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import type { CrashWithin, Decision, StepDecision } from './decision.ts';
import { thrownFields, type Ending } from './ending.ts';
import { MessagesInFlight } from './messages-in-flight.ts';
import {
  crashAndRestart,
  cutsOf,
  firstBoot,
  StepThrew,
  takeStep,
  type Happening,
  type NodeState,
  type StepOutcome,
} from './node-state.ts';
import { endsAllRuns, type Effect, type PureTarget } from './target.ts';
import type { Schedule } from './schedule.ts';

/** A step that is about to be taken. */
interface EnabledDecision<State> {
  readonly node: NodeState<State>;
  readonly event: StepEvent;
  /** What the network keeps of a message that it delivers twice. */
  readonly kept: Received | null;
}

export class UntimedCluster<State = unknown> {
  /** What was done, in normal form: the same decisions again lead to the same run. */
  readonly performed: Decision[] = [];
  readonly #target: PureTarget<State>;
  readonly #observer: Observer;
  readonly #mail: MessagesInFlight;
  readonly #nodes: NodeState<State>[] = [];
  readonly #failed = new Set<NodeId>();
  #ending: Ending | null = null;

  constructor(
    target: PureTarget<State>,
    { nodes, timing }: Omit<Schedule, 'decisions'>,
    observer: Observer,
  ) {
    this.#target = target;
    this.#observer = observer;
    this.#mail = new MessagesInFlight(!supports(target.capabilities, 'reordering'));
    for (let self = 1; self <= nodes; self += 1) {
      this.#show(self, () => firstBoot(target, { self, nodes, timing }));
    }
  }

  /** Why it has stopped; null while it goes on. */
  get ending(): Ending | null {
    return this.#ending;
  }

  /** All nodes, n1's first; one whose first boot threw is missing, and those after it. */
  get nodes(): readonly NodeState<State>[] {
    return [...this.#nodes];
  }

  /** Nodes that have failed for good. */
  get failed(): readonly NodeId[] {
    return [...this.#failed].sort((one, other) => one - other);
  }

  /** All messages in flight, each copy of its own. */
  get inFlight(): readonly Received[] {
    return this.#mail.all;
  }

  /** The steps that can happen next without a fault; clients propose `command` to the leaders. */
  enabled(command: string): readonly StepDecision[] {
    const living = this.#nodes.filter(({ identity }) => !this.#failed.has(identity.self));
    const timers = living.flatMap(({ identity, timers: armed }) =>
      armed.map((timer) => ({ kind: 'fire', node: identity.self, timer }) as const),
    );
    const arrivals = this.#mail.kinds.map(
      ({ from, node: to, message }) => ({ kind: 'deliver', from, to, message }) as const,
    );
    const leaders = living.filter(({ view }) => view.role === 'leader');
    const proposals = supports(this.#target.capabilities, 'proposals')
      ? leaders.map(({ identity }) => ({ kind: 'propose', node: identity.self, command }) as const)
      : [];
    return [...timers, ...arrivals, ...proposals];
  }

  /** What could arrive on a link: one message of each kind. */
  arrivals(from: NodeId, to: NodeId): readonly unknown[] {
    const onLink = this.#mail.kinds.filter((flight) => flight.from === from && flight.node === to);
    return onLink.map(({ message }) => message);
  }

  /** False if the decision is not enabled, and nothing has happened. */
  perform(decision: Decision): boolean {
    if (this.#ending !== null) return false;
    switch (decision.kind) {
      case 'crash':
        return this.#crash(decision.node);
      case 'crashWithin':
        return this.#crashWithin(decision);
      case 'loseAll':
        return this.#loseAll();
      case 'failForGood':
        return this.#failForGood(decision.node);
      default:
        return this.#step(decision);
    }
  }

  #loseAll(): boolean {
    const lost = this.#mail.takeAll();
    if (lost.length === 0) return false;
    this.performed.push({ kind: 'loseAll' });
    for (const flight of lost) this.#lose(flight, 'loss');
    return true;
  }

  #failForGood(id: NodeId): boolean {
    const node = this.#living(id);
    if (node === undefined) return false;
    this.performed.push({ kind: 'failForGood', node: id });
    this.#failed.add(id);
    const lostWrites = node.unsynced === undefined ? 0 : 1;
    const event = { kind: 'crashed', node: id, ...BETWEEN_STEPS, lostWrites } as const;
    this.#observer.happened(0, event, node.view, null);
    for (const flight of this.#mail.takeAllTo(id)) this.#lose(flight, 'down');
    return true;
  }

  #lose(flight: Received, why: Lost['why']): void {
    const { view = null } = this.#living(flight.node) ?? {};
    this.#observer.happened(0, { kind: 'lost', node: flight.node, flight, why }, view, view);
  }

  /** Undefined for a node that has failed, or that is none. */
  #living(id: NodeId): NodeState<State> | undefined {
    return this.#failed.has(id) ? undefined : this.#nodes[id - 1];
  }

  #crash(id: NodeId): boolean {
    const node = this.#living(id);
    if (node === undefined) return false;
    this.performed.push({ kind: 'crash', node: id });
    this.#show(id, () => crashAndRestart(this.#target, node));
    return true;
  }

  #step(decision: StepDecision): boolean {
    const enabled = this.#enabled(decision);
    if (enabled === null) return false;
    this.performed.push(decision);
    this.#keep(enabled);
    const { node, event } = enabled;
    this.#show(node.identity.self, () => takeStep(this.#target, node, event, null));
    return true;
  }

  /**
   * A crash within a step matters only right before a write that follows another effect. Elsewhere
   * it equals a crash before or after the step, except for messages that might be lost.
   */
  #crashWithin({ step, afterEffects }: CrashWithin): boolean {
    const enabled = this.#enabled(step);
    if (enabled === null) return false;
    const { node, event } = enabled;
    const { self } = node.identity;
    const whole = this.#try(self, () => takeStep(this.#target, node, event, null));
    if (whole === null) {
      this.performed.push(step);
      return true;
    }
    const cut = cutsOf(whole.effects).find((index) => index >= afterEffects);
    if (cut === undefined && !isNoticed(whole.effects.slice(0, afterEffects))) {
      if (event.kind === 'received') this.#mail.putBack(event);
      return this.#crash(self);
    }
    this.#keep(enabled);
    if (cut === undefined) {
      this.performed.push(step);
      this.#show(self, () => whole);
      return this.#crash(self);
    }
    this.performed.push({ kind: 'crashWithin', step, afterEffects: cut });
    this.#show(self, () => takeStep(this.#target, node, event, cut));
    return true;
  }

  /** Null if the step cannot be taken. A message that is delivered is taken out of the network. */
  #enabled(decision: StepDecision): EnabledDecision<State> | null {
    if (decision.kind === 'deliver' || decision.kind === 'duplicate') {
      const node = this.#living(decision.to);
      const event = this.#mail.take(decision.from, decision.to, decision.message);
      if (event === null || node === undefined) return null;
      return { node, event, kept: decision.kind === 'duplicate' ? event : null };
    }
    const node = this.#living(decision.node);
    if (node === undefined) return null;
    if (decision.kind === 'fire') {
      const { timer } = decision;
      if (!node.timers.includes(timer)) return null;
      return { node, event: { kind: 'timerFired', node: decision.node, timer }, kept: null };
    }
    if (!supports(this.#target.capabilities, 'proposals')) return null;
    const { command } = decision;
    return { node, event: { kind: 'proposed', node: decision.node, command }, kept: null };
  }

  #keep({ event, kept }: EnabledDecision<State>): void {
    if (event.kind === 'received') this.#mail.arrived(event);
    if (kept === null) return;
    const flight = { ...kept, copy: true };
    this.#mail.putBack(flight);
    this.#observer.happened(0, { kind: 'duplicated', node: flight.node, flight }, null, null);
  }

  #show(self: NodeId, outcomeOf: () => StepOutcome<State>): void {
    const outcome = this.#try(self, outcomeOf);
    if (outcome === null) return;
    this.#nodes[self - 1] = outcome.after;
    this.#tell(outcome.happenings);
  }

  #tell(happenings: readonly Happening[]): void {
    for (const happening of happenings) {
      if (happening.kind === 'sent') this.#send(happening.flight);
      else this.#observer.happened(0, happening.event, happening.before, happening.after);
    }
  }

  #send(flight: Received): void {
    const sent = this.#mail.add(flight);
    this.#observer.sent(0, sent);
    if (!this.#failed.has(sent.node)) return;
    this.#mail.take(sent.from, sent.node, sent.message);
    this.#lose(sent, 'down');
  }

  /** The world never throws what its target threw: null, and that is the last event. */
  #try(self: NodeId, outcomeOf: () => StepOutcome<State>): StepOutcome<State> | null {
    try {
      return outcomeOf();
    } catch (thrown) {
      if (!(thrown instanceof StepThrew)) throw thrown;
      if (endsAllRuns(thrown.cause)) throw thrown.cause;
      const { happenings, during, view, cause } = thrown;
      const said = thrownFields(cause);
      this.#ending ??= { kind: 'targetThrew', node: self, error: said.error };
      this.#tell(happenings);
      this.#observer.happened(0, { kind: 'threw', node: self, during, ...said }, view, view);
      return null;
    }
  }
}

/** Whether anything of it outlives the process. */
function isNoticed(effects: readonly Effect[]): boolean {
  return effects.some(({ kind }) => kind === 'persist' || kind === 'send' || kind === 'apply');
}
