/** Folds properties over a run while it happens: wakes each only for what it watches. */
import type { Observer } from '../trace/observer.ts';
import type { Booted, Received, StepEvent, TraceEvent } from '../trace/event.ts';
import { nodeOf } from '../trace/event.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { KnownCircumstances } from './circumstances.ts';
import type { Moment, Property, PropertyId, Witness } from './property.ts';
import type { RunFacts } from './run-facts.ts';
import { LastHeard } from './last-heard.ts';
import { isStep, Sendings } from './sendings.ts';
import { triggersOf, type Trigger, type Wake } from './wakes.ts';
import { Watch } from './watch.ts';

/** A property that did not hold, and why. */
export interface Violation {
  readonly property: PropertyId;
  readonly witness: Witness;
}

/** A moment that is filled in anew for every event. */
interface OpenMoment extends Moment {
  step: number;
  timeMs: number;
  event: TraceEvent;
  node: NodeId;
  during: StepEvent | Booted | null;
  before: NodeView | null;
  after: NodeView | null;
  views: (NodeView | null)[];
  messages: number;
  circumstances: KnownCircumstances;
}

export class Check implements Observer {
  readonly #watches: readonly Watch[];
  readonly #on: Readonly<Record<Trigger, readonly Wake[]>>;
  readonly #moment: OpenMoment;
  /** Null if no property wants to know. */
  readonly #lastHeard: LastHeard | null;
  readonly #facts: RunFacts;
  readonly #onViolation: (violation: Violation) => void;
  /** The earliest wish of any property to be woken. */
  #nextWakeMs = Infinity;
  readonly #sendings: Sendings;

  /** `onViolation` is called at the first violation of each property. */
  constructor(
    properties: readonly Property[],
    facts: RunFacts,
    onViolation: (violation: Violation) => void = () => undefined,
  ) {
    this.#onViolation = onViolation;
    this.#facts = facts;
    const report = (watch: Watch): void => this.#report(watch);
    const wished = (timeMs: number): void => {
      if (timeMs < this.#nextWakeMs) this.#nextWakeMs = timeMs;
    };
    this.#watches = properties.map((property) => new Watch(property, facts, report, wished));
    this.#on = triggersOf(this.#watches, facts.isLive === true);
    const lastHeard = new LastHeard(facts.nodes);
    this.#lastHeard = properties.some(({ readsHeard }) => readsHeard) ? lastHeard : null;
    this.#moment = {
      step: 0,
      timeMs: 0,
      event: { kind: 'healed' },
      node: 0,
      during: null,
      before: null,
      after: null,
      views: new Array<NodeView | null>(facts.nodes).fill(null),
      messages: 0,
      heard: lastHeard.list,
      circumstances: new KnownCircumstances(facts),
    };
    this.#sendings = new Sendings(facts.nodes);
  }

  /** How often each property was put to the test. */
  get exercised(): Partial<Record<PropertyId, number>> {
    const { step } = this.#moment;
    return Object.fromEntries(
      this.#watches.map(({ property, count }) => [
        property.id,
        this.#sendings.countOf(property, step, count),
      ]),
    );
  }

  /** The first violation of each property, in the order in which they happened. */
  get violations(): Violation[] {
    const broken = this.#watches.flatMap(({ property, witness }) =>
      witness === null ? [] : [{ property: property.id, witness }],
    );
    return broken.sort((a, b) => a.witness.step - b.witness.step);
  }

  /** Whether no liveness property is owed anything more. */
  get isSettled(): boolean {
    return this.#watches.every((watch) => watch.isSettled || watch.witness !== null);
  }

  /** What the properties remember, in their order: immutable, so that a search can share it. */
  get memories(): readonly unknown[] {
    return this.#watches.map(({ memory }) => memory);
  }

  /** Whether any property is broken. */
  get isBroken(): boolean {
    return this.#watches.some(({ witness }) => witness !== null);
  }

  /** Goes back to another point of a search: what was remembered there, and what was seen. */
  recall(memories: readonly unknown[], views: readonly (NodeView | null)[]): void {
    for (const [index, watch] of this.#watches.entries()) watch.recall(memories[index]);
    for (const [slot, view] of views.entries()) this.#moment.views[slot] = view;
    this.#moment.circumstances = new KnownCircumstances(this.#facts);
  }

  happened(
    timeMs: number,
    event: TraceEvent,
    before: NodeView | null,
    after: NodeView | null,
  ): void {
    if (timeMs >= this.#nextWakeMs) this.passed(timeMs);
    const moment = this.#moment;
    moment.step += 1;
    if (this.#lastHeard !== null && event.kind === 'received') {
      this.#lastHeard.note(event, after, moment.step, timeMs);
    }
    if (isStep(event)) {
      this.#sendings.began(event, before);
      moment.views[event.node - 1] = after;
    }
    // The common case: most messages and timers change nothing and wake no property.
    if (before === after && this.#isQuiet(event, before)) return;
    const { views } = moment;
    moment.timeMs = timeMs;
    moment.event = event;
    moment.node = nodeOf(event);
    moment.during = null;
    moment.before = before;
    moment.after = after;
    if (before !== after) views[moment.node - 1] = after;
    this.#wakeFor(event, before);
    if (before !== after) this.#changed(before, after);
  }

  sent(timeMs: number, flight: Received): void {
    const moment = this.#moment;
    moment.step += 1;
    moment.messages += 1;
    const { kind, term } = flight.meaning;
    if (kind === 'other') return;
    this.#sendings.count(kind);
    const view = moment.views[flight.from - 1] ?? null;
    const isVote = kind === 'requestVote' || kind === 'voteReply';
    const isOtherTerm = view?.currentTerm !== term;
    const isUnled = kind === 'appendEntries' && (isOtherTerm || view.role !== 'leader');
    // The common case: a leader and its followers talk about the term that they are in.
    if (!isVote && !isOtherTerm && !isUnled) return;
    moment.timeMs = timeMs;
    moment.event = flight;
    moment.node = flight.from;
    moment.during = this.#sendings.stepOf(flight.from);
    moment.before = this.#sendings.viewBefore(flight.from);
    moment.after = view;
    if (isVote) this.#wake(this.#on.voteSent);
    if (isOtherTerm) this.#wake(this.#on.otherTermSent);
    if (isUnled) this.#wake(this.#on.unledAppendSent);
  }

  /** Time has passed: wakes the properties that asked to be woken by then. */
  passed(timeMs: number): void {
    while (this.#nextWakeMs <= timeMs) {
      const wakeMs = this.#nextWakeMs;
      this.#nextWakeMs = Infinity;
      this.#moment.timeMs = wakeMs;
      for (const { watch, handler } of this.#on.due) {
        if (watch.wakeMs > wakeMs) {
          if (watch.wakeMs < this.#nextWakeMs) this.#nextWakeMs = watch.wakeMs;
          continue;
        }
        watch.wakeMs = Infinity;
        watch.tell(handler, this.#moment);
      }
    }
  }

  #wakeFor(event: TraceEvent, before: NodeView | null): void {
    switch (event.kind) {
      case 'received':
        if (event.meaning.kind === 'voteReply') this.#wake(this.#on.voteReceived);
        if (isHigherTerm(event, before)) this.#wake(this.#on.higherTermReceived);
        if (before?.role === 'leader') this.#wakeListeners();
        return;
      case 'timerFired':
      case 'lost':
      case 'duplicated':
        return;
      case 'threw':
      case 'applied':
      case 'persisted':
      case 'proposed':
        return this.#wake(this.#on[event.kind]);
      case 'deadEnd':
        return this.#wake(this.#on.deadEnd);
      case 'healed':
        this.#moment.circumstances.healed();
        return this.#wake(this.#on.healed);
      case 'booted':
        // A first boot is no disturbance.
        return event.incarnation === 0 ? undefined : this.#disturbed();
      default:
        return this.#disturbed();
    }
  }

  #disturbed(): void {
    this.#moment.circumstances.disturbed(this.#moment.step, this.#moment);
    this.#wake(this.#on.disturbed);
  }

  #changed(before: NodeView | null, after: NodeView | null): void {
    const isNew = before === null || after === null;
    if (
      isNew ||
      before.role !== after.role ||
      before.currentTerm !== after.currentTerm ||
      before.votedFor !== after.votedFor
    ) {
      const isLeader = before?.role === 'leader' || after?.role === 'leader';
      this.#wake(isLeader ? this.#on.leadership : this.#on.standing);
    }
    if (isNew || before.log !== after.log) this.#wake(this.#on.log);
    if (isNew || before.commitIndex !== after.commitIndex) this.#wake(this.#on.commit);
    if (isNew || before.matchIndex !== after.matchIndex) this.#wake(this.#on.match);
  }

  /** Whether an event that changed no view is one that no property wants to hear of. */
  #isQuiet(event: TraceEvent, before: NodeView | null): boolean {
    if (event.kind === 'timerFired') return true;
    if (event.kind !== 'received' || event.meaning.kind === 'voteReply') return false;
    if (isHigherTerm(event, before)) return false;
    return before?.role !== 'leader' || !this.#hasListeners();
  }

  #hasListeners(): boolean {
    for (const { watch } of this.#on.leaderReceived) if (watch.isListening) return true;
    return false;
  }

  #wakeListeners(): void {
    for (const { watch, handler } of this.#on.leaderReceived) {
      if (watch.isListening) watch.tell(handler, this.#moment);
    }
  }

  #wake(triggers: readonly Wake[]): void {
    for (let index = 0; index < triggers.length; index += 1) {
      const wake = triggers[index];
      if (wake !== undefined) wake.watch.tell(wake.handler, this.#moment);
    }
  }

  #report(watch: Watch): void {
    if (watch.witness === null) return;
    this.#onViolation({ property: watch.property.id, witness: watch.witness });
  }
}

function isHigherTerm({ meaning }: Received, before: NodeView | null): boolean {
  return before !== null && meaning.term > before.currentTerm;
}
