/**
 * What properties hear of an outcome. Which of their handlers are called, and with what, does not
 * depend on the past: it is found out once, and from then on they are called without detours.
 */
import { Check } from '../../properties/check.ts';
import type { Handler, Handlers, Judge, Moment, Property } from '../../properties/property.ts';
import type { RunFacts } from '../../properties/run-facts.ts';
import { tellAll } from '../../simulator/node-state.ts';
import type { NodeView } from '../../trace/view.ts';
import type { KnownOutcome } from './transition-cache.ts';
import { Views } from './views.ts';

/** One call of a property's handler. */
export interface Wake {
  /** The place of the property in its list. */
  readonly index: number;
  readonly handler: Handler<unknown>;
  readonly moment: Moment;
  /** What is seen of the moment's node by then. */
  readonly shown: NodeView | null;
}

/** What an outcome means to the properties, as far as that depends on the past. */
export interface Woken {
  readonly triggers: readonly Wake[];
  /** Places of the properties that are woken, each once. */
  readonly places: readonly number[];
  /** The place of a property that it breaks, whatever the past; -1 if there is none. */
  readonly breaks: number;
}

const UNHEARD: Moment['heard'] = [];

export class Triggers {
  readonly views: Views;
  /** What each property remembers before anything has happened. */
  readonly starts: readonly unknown[];
  readonly #properties: readonly Property[];
  readonly #check: Check;
  readonly #verdict = new RecordedJudgement();
  readonly #woken: Woken[] = [];
  #heard: Wake[] = [];

  constructor(properties: readonly Property[], facts: RunFacts) {
    const timed = properties.find(({ kind }) => kind !== 'safety');
    if (timed !== undefined) throw new RangeError(`${timed.id} can be judged by the clock only`);
    this.views = new Views(facts.nodes);
    this.starts = properties.map((property) => property.start(facts));
    this.#properties = properties;
    const overheard = properties.map((property, index) => this.#overheard(property, index));
    this.#check = new Check(overheard, facts);
  }

  /** Whether a property was found broken by the latest {@link fold}. */
  get isBroken(): boolean {
    return this.#verdict.isBroken;
  }

  of(outcome: KnownOutcome): Woken {
    return (this.#woken[outcome.id] ??= this.#wokenBy(outcome));
  }

  /** What one property remembers after it was woken. */
  fold(index: number, memory: unknown, triggers: readonly Wake[]): unknown {
    this.#verdict.isBroken = false;
    let after = memory;
    for (const wake of triggers) {
      if (wake.index !== index) continue;
      this.views.list[wake.moment.node - 1] = wake.shown;
      after = wake.handler(after, wake.moment, this.#verdict);
    }
    return after;
  }

  #wokenBy(outcome: KnownOutcome): Woken {
    this.#heard = [];
    tellAll(this.#check, outcome.happenings);
    const heard = this.#heard;
    const woken = new Set(heard.map(({ index }) => index));
    const seen = [...this.views.list];
    let breaks = -1;
    for (const index of woken) {
      const memory = this.starts[index];
      // A property without safety state that reads no other node's view always judges the same.
      if (this.#properties[index]?.safetyState?.(memory) !== null) continue;
      this.views.watchBlank(outcome.node);
      this.fold(index, memory, heard);
      if (this.views.hasLooked) continue;
      if (this.isBroken) breaks = index;
      woken.delete(index);
    }
    this.views.show(seen);
    return { triggers: heard.filter(({ index }) => woken.has(index)), places: [...woken], breaks };
  }

  /** A property that is woken by the same things, and only notes what it hears. */
  #overheard(property: Property, index: number): Property {
    const on: Handlers<unknown> = {};
    for (const trigger of Object.keys(property.on) as (keyof Handlers<unknown>)[]) {
      const handler = property.on[trigger];
      if (handler === undefined) continue;
      on[trigger] = (memory, moment) => {
        this.#hear(index, handler, moment);
        return memory;
      };
    }
    return { ...property, on };
  }

  #hear(index: number, handler: Handler<unknown>, heard: Moment): void {
    const { event, node, during, before, after, views, circumstances } = heard;
    // Written out: spreading takes several times as long, and every outcome comes by here.
    const moment: Moment = {
      step: 0,
      timeMs: 0,
      event,
      node,
      during,
      before,
      after,
      views: this.views.list,
      messages: 0,
      heard: UNHEARD,
      circumstances,
    };
    this.#heard.push({ index, handler, moment, shown: views[node - 1] ?? null });
  }
}

/** Knows only whether the claim holds. */
class RecordedJudgement implements Judge {
  isBroken = false;

  violated(): void {
    this.isBroken = true;
  }

  exercised(): void {
    // A search asks for nothing but violations.
  }

  wakeAt(): void {
    // Without a clock no property is woken.
  }

  listen(): void {
    // What wakes a safety property is the same at all times.
  }

  settled(): void {
    // Safety is never owed.
  }
}
