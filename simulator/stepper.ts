/**
 * Takes nodes through their steps: asks the target, then performs its effects in order. A synced
 * write is a barrier; a crash can fall between any two effects; a step is seen by others at its
 * first visible effect, or at its end.
 */
import type { Booted, StepEvent } from '../trace/event.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { DurableView, NodeView } from '../trace/view.ts';
import { crashIndex, cutShortAt, cutShortBySync, type CutShort } from './cut-short.ts';
import { thrownFields, type Ending } from './ending.ts';
import { between, draw, Purpose } from './luck.ts';
import { isDuration, noDuration, noNode } from './impossible-effect.ts';
import { machineOf } from './node-machine.ts';
import type { SimulatedNode, StepUnderWay } from './node.ts';
import { Pace } from './pace.ts';
import type { StepContext, Write } from './step-context.ts';
import { endsAllRuns, type Effect, type Input, type Transition } from './target.ts';

type SendEffect = Extract<Effect, { kind: 'send' }>;
type PersistEffect = Extract<Effect, { kind: 'persist' }>;

export class Stepper<State> {
  readonly #world: StepContext<State>;
  readonly #pace = new Pace();
  /** Set once, when no further step may be taken. */
  ending: Ending | null = null;
  /** Steps taken so far, by all nodes. */
  steps = 0;

  constructor(world: StepContext<State>) {
    this.#world = world;
  }

  boot(node: SimulatedNode<State>): void {
    if (this.ending !== null) return;
    const { target, seed, agenda, settings } = this.#world;
    const { id, incarnation } = node;
    const event: Booted = { kind: 'booted', node: id, incarnation };
    const luck = draw(seed, Purpose.boot, id, incarnation, 0);
    const localTimeMs = node.clock.read(agenda.nowMs);
    let transition: Transition<State>;
    try {
      transition = target.boot(node.identity, node.disk.durable, {
        incarnation,
        luck,
        localTimeMs,
        machine: machineOf(node, agenda, settings),
      });
    } catch (error) {
      this.#threw(node, event, error);
      return;
    }
    this.#follow(node, event, transition);
  }

  /** Something has come to a node that is up: it steps now, or as soon as it can. */
  admit(node: SimulatedNode<State>, event: StepEvent): void {
    if (node.isReady) this.#step(node, event);
    else node.inbox.push(event);
  }

  /** A sync has ended. */
  wrote({ node, step }: Write<State>): void {
    if (node.underWay !== step) return;
    if (!this.#makeDurable(node, step.event)) return;
    step.isWritten = true;
    if (!node.isPaused) this.proceed(node);
  }

  /** Goes on with the step under way, if its write is durable, then with what waits. */
  proceed(node: SimulatedNode<State>): void {
    const step = node.underWay;
    if (step !== null) {
      if (!step.isWritten) return;
      node.underWay = null;
      this.#perform(node, step.event, step.view, step.effects, step.next, step.isVisible);
    }
    this.#drain(node);
  }

  /** The process dies; what it was in the middle of, and what waited for it, goes with it. */
  crash(node: SimulatedNode<State>, cutShort: CutShort | null = null): void {
    const step = cutShort ?? cutShortBySync(node.underWay);
    const { observer, agenda, transport } = this.#world;
    const { view, inbox } = node;
    const lostWrites = node.crash();
    const event = { kind: 'crashed', node: node.id, ...step, lostWrites } as const;
    observer.happened(agenda.nowMs, event, view, null);
    for (const waiting of inbox) if (waiting.kind === 'received') transport.lose(waiting, 'down');
  }

  #drain(node: SimulatedNode<State>): void {
    while (node.inbox.length > 0 && node.isReady && node.isUp && this.ending === null) {
      const event = node.inbox.shift();
      if (event !== undefined) this.#step(node, event);
    }
  }

  #step(node: SimulatedNode<State>, event: StepEvent): void {
    const { state } = node;
    if (state === null || this.ending !== null) return;
    if (this.steps >= this.#world.maxSteps) {
      this.ending ??= { kind: 'limitReached', limit: 'steps' };
      return;
    }
    const input = this.#inputOf(node, event);
    if (input === null) return;
    this.steps += 1;
    const fault = this.#pace.faultAt(this.#world.agenda.nowMs, event);
    if (fault !== null) {
      this.#threw(node, event, new RangeError(fault));
      return;
    }
    const localTimeMs = node.clock.read(this.#world.agenda.nowMs);
    let transition: Transition<State>;
    try {
      transition = this.#world.target.step(state, input, localTimeMs);
    } catch (error) {
      this.#threw(node, event, error);
      return;
    }
    this.#follow(node, event, transition);
  }

  #follow(
    node: SimulatedNode<State>,
    event: StepEvent | Booted,
    { state, effects }: Transition<State>,
  ): void {
    let view: NodeView;
    try {
      view = this.#world.target.view(state);
    } catch (error) {
      this.#threw(node, event, error);
      return;
    }
    node.state = state;
    this.#perform(node, event, view, effects, 0, false);
  }

  /** The input of the step; null for a timer that was reset while its firing waited. */
  #inputOf(node: SimulatedNode<State>, event: StepEvent): Input | null {
    switch (event.kind) {
      case 'received':
        return event;
      case 'proposed':
        return event;
      case 'timerFired':
        return this.#world.alarms.fire(node, event.timer);
    }
  }

  #perform(
    node: SimulatedNode<State>,
    event: StepEvent | Booted,
    view: NodeView,
    effects: readonly Effect[],
    from: number,
    wasVisible: boolean,
  ): void {
    let isVisible = wasVisible;
    const crashAt = node.crashPoint === null ? -1 : crashIndex(node.crashPoint, effects);
    for (let index = from; index < effects.length; index += 1) {
      if (index === crashAt) return this.crash(node, cutShortAt(event, index, isVisible));
      const effect = effects[index];
      if (effect === undefined) break;
      if (!isVisible && (effect.kind === 'send' || effect.kind === 'apply')) {
        isVisible = true;
        this.#show(node, event, view);
      }
      if (effect.kind !== 'persist') {
        if (!this.#performEffect(node, event, effect, view)) return;
        continue;
      }
      const ms = this.#write(node, event, effect, view);
      if (ms === null) return;
      if (ms === 0) continue;
      const step = { event, view, effects, next: index + 1, isVisible, isWritten: false };
      return this.#waitForSync(node, step, ms);
    }
    if (!isVisible) this.#show(node, event, view);
  }

  /** False if the target threw. */
  #performEffect(
    node: SimulatedNode<State>,
    event: StepEvent | Booted,
    effect: Exclude<Effect, PersistEffect>,
    view: NodeView,
  ): boolean {
    const { alarms, agenda, observer } = this.#world;
    switch (effect.kind) {
      case 'send':
        return this.#send(node, event, effect);
      case 'setTimer':
        if (!isDuration(effect)) return this.#threw(node, event, noDuration(effect.timer));
        alarms.set(node, effect, view.currentTerm);
        return true;
      case 'clearTimer':
        alarms.clear(node, effect.timer);
        return true;
      case 'apply': {
        const { index, entry } = effect;
        const applied = { kind: 'applied', node: node.id, index, entry } as const;
        observer.happened(agenda.nowMs, applied, view, view);
        return true;
      }
    }
  }

  #waitForSync(node: SimulatedNode<State>, step: StepUnderWay, ms: number): void {
    const { agenda } = this.#world;
    node.underWay = step;
    const write: Write<State> = { kind: 'write', node, step, dueMs: 0, next: null };
    agenda.add(write, agenda.nowMs + ms);
  }

  /** Returns how long the step must wait until the write is durable; null if the target threw. */
  #write(
    node: SimulatedNode<State>,
    event: StepEvent | Booted,
    effect: PersistEffect,
    view: NodeView,
  ): number | null {
    const { record, synced, wasWritten } = effect;
    if (wasWritten === true) {
      return !node.disk.settle(record) || this.#tellWritten(node, event, true) ? 0 : null;
    }
    node.disk.write(record);
    if (!synced) return this.#tellWritten(node, event, false) ? 0 : null;
    const ms = this.#syncMs(node, view);
    return ms > 0 || this.#makeDurable(node, event) ? ms : null;
  }

  /** False if the target threw. */
  #send(
    node: SimulatedNode<State>,
    event: StepEvent | Booted,
    { to, message }: SendEffect,
  ): boolean {
    const { target, transport } = this.#world;
    let meaning: WireMeaning;
    try {
      meaning = target.classify(message);
    } catch (error) {
      return this.#threw(node, event, error);
    }
    if (to >= 1 && to <= node.identity.nodes) {
      transport.send(node.id, to, message, meaning);
      return true;
    }
    return this.#threw(node, event, noNode(to));
  }

  #show(node: SimulatedNode<State>, event: StepEvent | Booted, view: NodeView): void {
    const before = node.view;
    node.view = view;
    this.#world.observer.happened(this.#world.agenda.nowMs, event, before, view);
  }

  /** The luck of a write is named by what is written: the same write takes as long in every run. */
  #syncMs(node: SimulatedNode<State>, view: NodeView): number {
    const { seed, settings } = this.#world;
    const drawn = draw(seed, Purpose.sync, node.id, view.currentTerm, view.log.length);
    const ownPace = between(drawn, settings.syncMinMs, settings.syncMaxMs);
    return Math.max(ownPace, node.slowSyncMs);
  }

  #makeDurable(node: SimulatedNode<State>, event: StepEvent | Booted): boolean {
    node.disk.sync();
    return this.#tellWritten(node, event, true);
  }

  /** False if the target threw. */
  #tellWritten(node: SimulatedNode<State>, during: StepEvent | Booted, synced: boolean): boolean {
    const { target, observer, agenda } = this.#world;
    let durable: DurableView;
    try {
      durable = target.viewDurable(node.disk.durable);
    } catch (error) {
      return this.#threw(node, during, error);
    }
    const event = { kind: 'persisted', node: node.id, durable, synced } as const;
    observer.happened(agenda.nowMs, event, node.view, node.view);
    return true;
  }

  /** The world never throws what its target threw: that is an event, and the last. False. */
  #threw(node: SimulatedNode<State>, during: StepEvent | Booted, error: unknown): false {
    if (endsAllRuns(error)) throw error;
    if (this.ending !== null) return false;
    const thrown = thrownFields(error);
    this.ending = { kind: 'targetThrew', node: node.id, error: thrown.error };
    const event = { kind: 'threw', node: node.id, during, ...thrown } as const;
    this.#world.observer.happened(this.#world.agenda.nowMs, event, node.view, node.view);
    return false;
  }
}
