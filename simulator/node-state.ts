/**
 * One node of a world without clocks, as an immutable record: any armed timer may fire at any time,
 * a synced write is durable at once, and a crash loses exactly what was not synced.
 */
import type { Booted, Received, StepEvent, TraceEvent } from '../trace/event.ts';
import type { Observer } from '../trace/observer.ts';
import type { NodeView } from '../trace/view.ts';
import type { Effect, Identity, Input, PureTarget, Transition } from './target.ts';

export interface NodeState<State = unknown> {
  readonly identity: Identity;
  readonly state: State;
  readonly view: NodeView;
  /** What the disk answers after a crash. */
  readonly durable: unknown;
  /** What was written but not synced; `undefined` if nothing was. */
  readonly unsynced: unknown;
  /** Names of the armed timers, in alphabetical order. */
  readonly timers: readonly string[];
  readonly incarnation: number;
}

/** Something that a step made happen, in the order in which observers hear of it. */
export type Happening =
  | {
      readonly kind: 'happened';
      readonly event: TraceEvent;
      readonly before: NodeView | null;
      readonly after: NodeView | null;
    }
  | { readonly kind: 'sent'; readonly flight: Received };

/** Tells an observer what a step made happen. */
export function tellAll(observer: Observer, happenings: readonly Happening[]): void {
  for (const happening of happenings) {
    if (happening.kind === 'sent') observer.sent(0, happening.flight);
    else observer.happened(0, happening.event, happening.before, happening.after);
  }
}

/** What became of a node, and what others saw of it. */
export interface StepOutcome<State = unknown> {
  readonly after: NodeState<State>;
  readonly happenings: readonly Happening[];
  readonly sent: readonly Received[];
  /** Effects that the step asked for; where a crash may fall depends on them. */
  readonly effects: readonly Effect[];
}

/** The target threw: the `cause` is what, and the rest is what happened until then. */
export class StepThrew extends Error {
  override readonly name = 'StepThrew';
  readonly happenings: readonly Happening[];
  /** The step, or the boot, that the error ended. */
  readonly during: StepEvent | Booted;
  /** What others saw of the node when it threw. */
  readonly view: NodeView | null;

  constructor(
    happenings: readonly Happening[],
    during: StepEvent | Booted,
    view: NodeView | null,
    cause: unknown,
  ) {
    super('the target threw', { cause });
    this.happenings = happenings;
    this.during = during;
    this.view = view;
  }
}

/** A node boots for the first time; throws {@link StepThrew}. */
export function firstBoot<State>(
  target: PureTarget<State>,
  identity: Identity,
): StepOutcome<State> {
  const performance = new Performance(target, identity, null);
  return performance.whole(() => performance.boot(null, 0));
}

/**
 * A node takes a step; throws {@link StepThrew}. With `crashAfter`, it crashes after that many
 * effects and boots again.
 */
export function takeStep<State>(
  target: PureTarget<State>,
  node: NodeState<State>,
  event: StepEvent,
  crashAfter: number | null,
): StepOutcome<State> {
  const performance = new Performance(target, node.identity, node);
  return performance.whole(() => performance.step(event, inputOf(event), crashAfter));
}

/** A node crashes between two steps and boots again; throws {@link StepThrew}. */
export function crashAndRestart<State>(
  target: PureTarget<State>,
  node: NodeState<State>,
): StepOutcome<State> {
  const performance = new Performance(target, node.identity, node);
  return performance.whole(() => performance.crash(null, 0, false));
}

function inputOf(event: StepEvent): Input {
  return event.kind === 'timerFired' ? { kind: event.kind, timer: event.timer, luck: 0 } : event;
}

/** One step being performed: the only place where something of this file changes. */
class Performance<State> {
  readonly #target: PureTarget<State>;
  readonly #identity: Identity;
  readonly #before: NodeState<State> | null;
  readonly #happenings: Happening[] = [];
  readonly #sent: Received[] = [];
  readonly #timers: Set<string>;
  #durable: unknown;
  #unsynced: unknown;
  #shown: NodeView | null;
  #during: StepEvent | Booted;

  constructor(target: PureTarget<State>, identity: Identity, before: NodeState<State> | null) {
    this.#target = target;
    this.#identity = identity;
    this.#before = before;
    this.#timers = new Set(before?.timers);
    this.#durable = before?.durable ?? null;
    this.#unsynced = before?.unsynced;
    this.#shown = before?.view ?? null;
    this.#during = { kind: 'booted', node: identity.self, incarnation: 0 };
  }

  /** The outcome of all of it, or what happened until the target threw. */
  whole(work: () => StepOutcome<State>): StepOutcome<State> {
    try {
      return work();
    } catch (cause) {
      throw new StepThrew(this.#happenings, this.#during, this.#shown, cause);
    }
  }

  boot(durable: unknown, incarnation: number): StepOutcome<State> {
    this.#durable = durable;
    this.#unsynced = undefined;
    this.#timers.clear();
    const event = { kind: 'booted', node: this.#identity.self, incarnation } as const;
    this.#during = event;
    const transition = this.#target.boot(this.#identity, durable);
    this.#perform(event, transition, transition.effects.length);
    return this.#outcome(transition, incarnation);
  }

  step(event: StepEvent, input: Input, crashAfter: number | null): StepOutcome<State> {
    if (this.#before === null) throw new Error('a node must boot before it takes a step');
    this.#during = event;
    if (event.kind === 'timerFired') this.#timers.delete(event.timer);
    const transition = this.#target.step(this.#before.state, input, null);
    const isSeen = this.#perform(event, transition, crashAfter ?? transition.effects.length);
    if (crashAfter === null) return this.#outcome(transition, this.#before.incarnation);
    return { ...this.crash(event, crashAfter, isSeen), effects: transition.effects };
  }

  crash(during: StepEvent | null, effectsPerformed: number, wasSeen: boolean): StepOutcome<State> {
    const lostWrites = this.#unsynced === undefined ? 0 : 1;
    const node = this.#identity.self;
    this.#tell({ kind: 'crashed', node, during, effectsPerformed, wasSeen, lostWrites }, null);
    return this.boot(this.#durable, (this.#before?.incarnation ?? 0) + 1);
  }

  /** Performs the first `count` effects; and says whether others saw any. */
  #perform(event: TraceEvent, { state, effects }: Transition<State>, count: number): boolean {
    const view = this.#target.view(state);
    let isVisible = false;
    for (const effect of effects.slice(0, count)) {
      if (!isVisible && (effect.kind === 'send' || effect.kind === 'apply')) {
        isVisible = true;
        this.#tell(event, view);
      }
      this.#performEffect(effect);
    }
    if (!isVisible && count === effects.length) this.#tell(event, view);
    return isVisible;
  }

  #performEffect(effect: Effect): void {
    const node = this.#identity.self;
    switch (effect.kind) {
      case 'send':
        return this.#send(effect.to, effect.message);
      case 'setTimer':
        this.#timers.add(effect.timer);
        return;
      case 'clearTimer':
        this.#timers.delete(effect.timer);
        return;
      case 'apply':
        return this.#tell(
          { kind: 'applied', node, index: effect.index, entry: effect.entry },
          this.#shown,
        );
      case 'persist':
        if (effect.synced) {
          this.#durable = effect.record;
          this.#unsynced = undefined;
        } else {
          this.#unsynced = effect.record;
        }
        return this.#tell(this.#persisted(effect.synced), this.#shown);
    }
  }

  #persisted(synced: boolean): TraceEvent {
    const durable = this.#target.viewDurable(this.#durable);
    return { kind: 'persisted', node: this.#identity.self, durable, synced };
  }

  #send(to: number, message: unknown): void {
    const flight: Received = {
      kind: 'received',
      node: to,
      from: this.#identity.self,
      message,
      meaning: this.#target.classify(message),
      ordinal: 1,
      copy: false,
      sentAtMs: 0,
    };
    this.#sent.push(flight);
    this.#happenings.push({ kind: 'sent', flight });
  }

  #tell(event: TraceEvent, after: NodeView | null): void {
    this.#happenings.push({ kind: 'happened', event, before: this.#shown, after });
    this.#shown = after;
  }

  #outcome({ state, effects }: Transition<State>, incarnation: number): StepOutcome<State> {
    const after: NodeState<State> = {
      identity: this.#identity,
      state,
      view: this.#target.view(state),
      durable: this.#durable,
      unsynced: this.#unsynced,
      timers: [...this.#timers].sort(),
      incarnation,
    };
    return { after, happenings: this.#happenings, sent: this.#sent, effects };
  }
}

/**
 * Where a crash within a step is a decision of its own, as the number of effects that came before
 * it: just before a synced write that follows something. Any other crash within the step equals
 * one before or after it, but for messages that the network might have lost as well: what is not
 * yet synced is lost either way, and timers die with the process.
 */
export function cutsOf(effects: readonly Effect[]): number[] {
  const cuts: number[] = [];
  let isNoticed = false;
  for (const [place, effect] of effects.entries()) {
    const isWrite = effect.kind === 'persist' && effect.synced;
    if (isWrite && isNoticed) cuts.push(place);
    isNoticed ||= isWrite || effect.kind === 'send' || effect.kind === 'apply';
  }
  return cuts;
}
