/**
 * Takes nodes through their steps: asks the target, then performs its effects in order. A synced
 * write is a barrier; a crash can fall between any two effects; a step is seen by others at its
 * first visible effect, or at its end.
 */
import type { Observer } from '../trace/observer.ts';
import type { Booted, StepEvent } from '../trace/event.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { DurableView, NodeView } from '../trace/view.ts';
import type { AlarmClock } from './alarm-clock.ts';
import type { Agenda, AgendaEntry } from './agenda.ts';
import { crashIndex, cutShortAt, cutShortBySync, type CutShort } from './cut-short.ts';
import type { Ending } from './ending.ts';
import { between, draw, Purpose } from './luck.ts';
import { machineOf } from './node-machine.ts';
import type { SimulatedNode, StepUnderWay } from './node.ts';
import { Pace } from './pace.ts';
import type { Transport } from './transport.ts';
import type { Settings } from './settings.ts';
import { CannotRun, type Effect, type Input, type Target, type Transition } from './target.ts';

type SendEffect = Extract<Effect, { kind: 'send' }>;
type PersistEffect = Extract<Effect, { kind: 'persist' }>;

/** The end of a sync, on the agenda. */
export interface Write<State> extends AgendaEntry {
  readonly kind: 'write';
  readonly node: SimulatedNode<State>;
  readonly step: StepUnderWay;
}

/** What the stepper needs of the world around it. */
export interface StepContext<State> {
  readonly target: Target<State>;
  readonly seed: number;
  readonly settings: Settings;
  readonly maxSteps: number;
  readonly agenda: Agenda<AgendaEntry>;
  readonly alarms: AlarmClock<State>;
  readonly transport: Transport;
  readonly observer: Observer;
}

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
      return this.#blame(node, error);
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
    this.#makeDurable(node);
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
    if (fault !== null) return this.#blame(node, new RangeError(fault));
    const localTimeMs = node.clock.read(this.#world.agenda.nowMs);
    let transition: Transition<State>;
    try {
      transition = this.#world.target.step(state, input, localTimeMs);
    } catch (error) {
      return this.#blame(node, error);
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
      return this.#blame(node, error);
    }
    node.state = state;
    this.#perform(node, event, view, effects, 0, false);
  }

  /** What the target is told; null for a timer that was set anew while its firing waited. */
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
    const { alarms, agenda, observer } = this.#world;
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
      switch (effect.kind) {
        case 'send':
          this.#send(node, effect);
          break;
        case 'setTimer':
          if (isDuration(effect)) alarms.set(node, effect, view.currentTerm);
          else this.#blame(node, new RangeError(`timer ${effect.timer} set to no duration`));
          break;
        case 'clearTimer':
          alarms.clear(node, effect.timer);
          break;
        case 'apply': {
          const { index: applied, entry } = effect;
          const event = { kind: 'applied', node: node.id, index: applied, entry } as const;
          observer.happened(agenda.nowMs, event, view, view);
          break;
        }
        case 'persist': {
          const ms = this.#write(node, effect, view);
          if (ms === 0) break;
          const next = index + 1;
          const step = { event, view, effects, next, isVisible, isWritten: false };
          node.underWay = step;
          const write: Write<State> = { kind: 'write', node, step, dueMs: 0, next: null };
          agenda.add(write, agenda.nowMs + ms);
          return;
        }
      }
    }
    if (!isVisible) this.#show(node, event, view);
  }

  /** Returns how long the step must wait until the write is durable. */
  #write(node: SimulatedNode<State>, effect: PersistEffect, view: NodeView): number {
    const { record, synced, wasWritten } = effect;
    if (wasWritten === true) {
      if (node.disk.settle(record)) this.#tellWritten(node, true);
      return 0;
    }
    node.disk.write(record);
    const ms = synced ? this.#syncMs(node, view) : 0;
    if (!synced) this.#tellWritten(node, false);
    else if (ms === 0) this.#makeDurable(node);
    return ms;
  }

  #send(node: SimulatedNode<State>, { to, message }: SendEffect): void {
    const { target, transport } = this.#world;
    let meaning: WireMeaning;
    try {
      meaning = target.classify(message);
    } catch (error) {
      return this.#blame(node, error);
    }
    if (to >= 1 && to <= node.identity.nodes) transport.send(node.id, to, message, meaning);
    else this.#blame(node, new RangeError(`a message to node ${to}, which does not exist`));
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

  #makeDurable(node: SimulatedNode<State>): void {
    node.disk.sync();
    this.#tellWritten(node, true);
  }

  #tellWritten(node: SimulatedNode<State>, synced: boolean): void {
    const { target, observer, agenda } = this.#world;
    let durable: DurableView;
    try {
      durable = target.viewDurable(node.disk.durable);
    } catch (error) {
      return this.#blame(node, error);
    }
    const event = { kind: 'persisted', node: node.id, durable, synced } as const;
    observer.happened(agenda.nowMs, event, node.view, node.view);
  }

  #blame(node: SimulatedNode<State>, error: unknown): void {
    if (error instanceof CannotRun) throw error;
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.ending ??= { kind: 'targetThrew', node: node.id, error: text };
  }
}

function isDuration({ minMs, maxMs }: { readonly minMs: number; readonly maxMs: number }): boolean {
  return minMs >= 0 && minMs <= maxMs && maxMs < Infinity;
}
