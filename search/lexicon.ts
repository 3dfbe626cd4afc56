/**
 * Gives every node situation and every message a number, exactly: equal content, equal number. What
 * a node does is a pure function of its situation and its input, so each outcome is worked out once
 * and then looked up. This is what makes searching fast.
 */
import type { Received, StepEvent } from '../trace/event.ts';
import {
  crashAndRestart,
  firstBoot,
  takeStep,
  type Happening,
  type NodeSituation,
  type Outcome,
} from '../simulator/node-situation.ts';
import type { Effect, PureTarget, Timing } from '../simulator/target.ts';

/** Number of a node situation. */
export type SituationId = number;

/** Number of a message between two nodes, its content included. */
export type MessageId = number;

/** An outcome in numbers. */
export interface KnownOutcome {
  readonly after: SituationId;
  readonly sent: readonly MessageId[];
  readonly happenings: readonly Happening[];
  /** After how many effects a crash within the step is worth trying. */
  readonly cuts: readonly number[];
  /** Nothing happened that a property could notice. */
  readonly isIdle: boolean;
}

interface KnownSituation {
  readonly situation: NodeSituation;
  readonly outcomes: Map<number, KnownOutcome>;
}

/** Cuts of a step that crashes within it; 0 is the whole step. */
const CUTS = 64;
const CRASH = 0;
const PROPOSE = 1;
const FIRST_TIMER = 2;
const FIRST_MESSAGE = 32;

export class Lexicon {
  readonly #target: PureTarget;
  readonly #situations: KnownSituation[] = [];
  readonly #situationIds = new Map<string, SituationId>();
  readonly #messages: Received[] = [];
  readonly #messageIds = new Map<string, MessageId>();
  readonly #timers: string[] = [];
  /** How the cluster starts: one boot per node. */
  readonly boots: readonly KnownOutcome[];
  readonly nodes: number;

  constructor(target: PureTarget, nodes: number, timing: Timing) {
    this.#target = target;
    this.nodes = nodes;
    this.boots = Array.from({ length: nodes }, (_, slot) =>
      this.#known(firstBoot(target, { self: slot + 1, nodes, timing })),
    );
  }

  situation(id: SituationId): NodeSituation {
    const known = this.#situations[id];
    if (known === undefined) throw new RangeError(`no situation ${id}`);
    return known.situation;
  }

  message(id: MessageId): Received {
    const message = this.#messages[id];
    if (message === undefined) throw new RangeError(`no message ${id}`);
    return message;
  }

  /** The number of a message, if it was ever sent. */
  idOfMessage(from: number, to: number, message: unknown): MessageId | undefined {
    return this.#messageIds.get(messageKey(from, to, message));
  }

  afterFire(id: SituationId, timer: string, crashAfter = 0): KnownOutcome {
    const event = { kind: 'timerFired', node: this.#nodeOf(id), timer } as const;
    return this.#outcome(id, FIRST_TIMER + this.#timerNumber(timer), crashAfter, () => event);
  }

  afterDelivery(id: SituationId, message: MessageId, crashAfter = 0): KnownOutcome {
    return this.#outcome(id, FIRST_MESSAGE + message, crashAfter, () => this.message(message));
  }

  /** The command is the same in every run: who proposes it tells commands apart well enough. */
  afterProposal(id: SituationId, command: string, crashAfter = 0): KnownOutcome {
    const event = { kind: 'proposed', node: this.#nodeOf(id), command } as const;
    return this.#outcome(id, PROPOSE, crashAfter, () => event);
  }

  afterCrash(id: SituationId): KnownOutcome {
    return this.#outcome(id, CRASH, 0, () => null);
  }

  #nodeOf(id: SituationId): number {
    return this.situation(id).identity.self;
  }

  #outcome(
    id: SituationId,
    input: number,
    crashAfter: number,
    eventOf: () => StepEvent | null,
  ): KnownOutcome {
    const known = this.#situations[id];
    if (known === undefined) throw new RangeError(`no situation ${id}`);
    if (crashAfter >= CUTS) throw new RangeError(`a step of more than ${CUTS} effects`);
    const key = input * CUTS + crashAfter;
    const seen = known.outcomes.get(key);
    if (seen !== undefined) return seen;
    const event = eventOf();
    const outcome = this.#known(
      event === null
        ? crashAndRestart(this.#target, known.situation)
        : takeStep(this.#target, known.situation, event, crashAfter === 0 ? null : crashAfter),
    );
    known.outcomes.set(key, outcome);
    return outcome;
  }

  #known({ after, happenings, sent, effects }: Outcome): KnownOutcome {
    return {
      after: this.#idOfSituation(after),
      sent: sent.map((flight) => this.#idOfFlight(flight)),
      happenings,
      cuts: cutsOf(effects),
      isIdle: happenings.every(isIdle),
    };
  }

  #idOfSituation(situation: NodeSituation): SituationId {
    const { identity, state, durable, unsynced, timers } = situation;
    const key = JSON.stringify([identity.self, state, durable, unsynced ?? 0, timers]);
    const seen = this.#situationIds.get(key);
    if (seen !== undefined) return seen;
    const id = this.#situations.push({ situation, outcomes: new Map() }) - 1;
    this.#situationIds.set(key, id);
    return id;
  }

  #idOfFlight(flight: Received): MessageId {
    const key = messageKey(flight.from, flight.node, flight.message);
    const seen = this.#messageIds.get(key);
    if (seen !== undefined) return seen;
    const id = this.#messages.push(flight) - 1;
    this.#messageIds.set(key, id);
    return id;
  }

  #timerNumber(timer: string): number {
    const known = this.#timers.indexOf(timer);
    if (known !== -1) return known;
    const number = this.#timers.push(timer) - 1;
    if (FIRST_TIMER + number >= FIRST_MESSAGE) throw new RangeError(`too many timers: ${timer}`);
    return number;
  }
}

function messageKey(from: number, to: number, message: unknown): string {
  return `${from}>${to} ${JSON.stringify(message)}`;
}

/**
 * Just before each write that follows something, and just before the last effect of a step that
 * writes. Any other cut leaves the same disk with fewer messages in flight, and not delivering a
 * message is free.
 */
function cutsOf(effects: readonly Effect[]): number[] {
  const last = effects.length - 1;
  const writes = effects.some(({ kind }) => kind === 'persist');
  return [...effects.keys()].filter((place) => {
    return place > 0 && (effects[place]?.kind === 'persist' || (writes && place === last));
  });
}

function isIdle(happening: Happening): boolean {
  if (happening.kind === 'sent' || happening.before !== happening.after) return false;
  const { event } = happening;
  const isVote = event.kind === 'received' && event.meaning.kind === 'voteReply';
  return (event.kind === 'timerFired' || event.kind === 'received') && !isVote;
}
