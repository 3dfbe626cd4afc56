/**
 * Gives every node state and every message a number, exactly: equal content, equal number. What a
 * node does is a pure function of its state and its input, so each outcome is worked out once and
 * then looked up. This is what makes searching fast.
 */
import {
  crashAndRestart,
  cutsOf,
  firstBoot,
  StepThrew,
  takeStep,
  type Happening,
  type NodeState,
  type StepOutcome,
} from '../../simulator/node-state.ts';
import { errorLine } from '../../simulator/ending.ts';
import { endsAllRuns, type Input, type PureTarget, type Timing } from '../../simulator/target.ts';
import type { Received, StepEvent } from '../../trace/event.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { commandOf } from '../proposed-command.ts';
import { ABSENT } from './pair-table.ts';
import { PrintedRegister } from './printed-register.ts';
import { Register } from './register.ts';

/** Number of a node node state. */
export type NodeStateId = number;

/** Number of a message between two nodes, its content included. */
export type MessageId = number;

/** Number of an outcome: one per node state, input, and place where a crash cuts the step short. */
export type OutcomeId = number;

/** What becomes of a node in one step, in numbers. */
export interface KnownOutcome {
  readonly id: OutcomeId;
  readonly node: NodeId;
  /** The node before it; -1 before the first boot. */
  readonly before: NodeStateId;
  /** The message that arrived; -1 if none did. */
  readonly message: MessageId;
  /** What made the node take the step; null if it crashed between two steps, or booted. */
  readonly cause: StepEvent | null;
  /** After how many effects of the step it crashed; 0 if the step was not cut short. */
  readonly crashAfter: number;
  readonly after: NodeStateId;
  /** The term of the node after it. */
  readonly term: number;
  readonly sent: readonly MessageId[];
  readonly happenings: readonly Happening[];
  /** Of a whole step: where a crash within it is a decision of its own. */
  readonly cuts: readonly number[];
  /** What the target threw instead of taking the step; null if it did not. */
  readonly thrown: string | null;
}

/** What an outcome is the outcome of. */
interface Step {
  readonly node: NodeId;
  /** -1 before the first boot. */
  readonly before: NodeStateId;
  readonly message: MessageId;
  readonly cause: StepEvent | null;
  readonly crashAfter: number;
}

interface KnownNodeState {
  readonly nodeState: NodeState;
  /** Outcomes by input, and by where a crash cuts the step short. */
  readonly outcomes: Map<number, KnownOutcome>;
}

/** A step has fewer effects than this. */
const CUTS = 1 << 8;

/** Inputs in numbers: a crash, a proposal, the timers, the messages. */
const CRASH = 0;
const PROPOSAL = 1;
const FIRST_TIMER = 2;
const FIRST_MESSAGE = 32;

export class TransitionCache {
  /** How the cluster starts: one boot per node. */
  readonly boots: readonly KnownOutcome[];
  readonly #target: PureTarget;
  readonly #nodeStates = new PrintedRegister<KnownNodeState>();
  readonly #messages = new PrintedRegister<Received>();
  /** The same for equal content, whatever its number is. */
  readonly prints = { nodeStates: this.#nodeStates.prints, messages: this.#messages.prints };
  readonly #views = new Register<NodeView>();
  readonly #viewIds: number[] = [];
  readonly #timers = new Register<string>();
  /** By node state and by message, what first led to it. */
  readonly #nodeStateOrigins: (KnownOutcome | undefined)[] = [];
  readonly #messageOrigins: (KnownOutcome | undefined)[] = [];
  #size = 0;

  constructor(target: PureTarget, nodes: number, timing: Timing) {
    this.#target = target;
    this.boots = Array.from({ length: nodes }, (_, slot) => {
      const self = slot + 1;
      const step = { node: self, before: ABSENT, message: ABSENT, cause: null, crashAfter: 0 };
      return this.#worked(step, () => firstBoot(target, { self, nodes, timing }));
    });
  }

  /** How many outcomes are known: the memory that they take grows with it. */
  get size(): number {
    return this.#size;
  }

  /** The number of a node state that was reached outside of the search. */
  idOfNode(nodeState: NodeState): NodeStateId {
    return this.#idOfNodeState(nodeState);
  }

  /** The number of a message that was sent outside of the search. */
  idOfMessage(flight: Received): MessageId {
    return this.#messages.idOf(messageKey(flight), flight);
  }

  nodeState(id: NodeStateId): NodeState {
    return this.#nodeStates.at(id).nodeState;
  }

  message(id: MessageId): Received {
    return this.#messages.at(id);
  }

  receiverOf(id: MessageId): NodeId {
    return this.#messages.at(id).node;
  }

  /** What first led to a node state. Throws for one that was reached outside of the search. */
  originOfNodeState(id: NodeStateId): KnownOutcome {
    return originIn(this.#nodeStateOrigins, id);
  }

  /** What first sent a message. Throws for one that was sent outside of the search. */
  originOfMessage(id: MessageId): KnownOutcome {
    return originIn(this.#messageOrigins, id);
  }

  bootOf(node: NodeId): KnownOutcome {
    const boot = this.boots[node - 1];
    if (boot === undefined) throw new RangeError(`there is no node ${node}`);
    return boot;
  }

  /** The same step, taken in another node state, or on another message. */
  again(outcome: KnownOutcome, before: NodeStateId, message: MessageId): KnownOutcome {
    const { cause, crashAfter } = outcome;
    if (cause === null) return this.crash(before);
    switch (cause.kind) {
      case 'timerFired':
        return this.fire(before, cause.timer, crashAfter);
      case 'proposed':
        return this.propose(before, crashAfter);
      case 'received':
        return this.deliver(before, message, crashAfter);
    }
  }

  /** The number of what others may see of a node. */
  viewId(id: NodeStateId): number {
    return (this.#viewIds[id] ??= this.#idOfView(this.nodeState(id).view));
  }

  /** The steps of a node with no message, or with this one, whose outcomes are not known. */
  unknownInputs(id: NodeStateId, message: MessageId | null, proposes: boolean): readonly Input[] {
    const { nodeState, outcomes } = this.#nodeStates.at(id);
    if (message !== null) {
      return outcomes.has((FIRST_MESSAGE + message) * CUTS) ? [] : [this.message(message)];
    }
    const timers = nodeState.timers.filter((timer) => {
      return !outcomes.has((FIRST_TIMER + this.#timers.idOf(timer, timer)) * CUTS);
    });
    const fired = timers.map((timer): Input => ({ kind: 'timerFired', timer, luck: 0 }));
    if (!proposes || outcomes.has(PROPOSAL * CUTS)) return fired;
    return [...fired, { kind: 'proposed', command: commandOf(nodeState.identity.self) }];
  }

  fire(id: NodeStateId, timer: string, cut = 0): KnownOutcome {
    const input = FIRST_TIMER + this.#timers.idOf(timer, timer);
    if (input >= FIRST_MESSAGE) throw new RangeError(`too many timers: ${timer}`);
    const node = this.#nodeOf(id);
    return this.#outcome(id, input, cut, () => ({ kind: 'timerFired', node, timer }));
  }

  deliver(id: NodeStateId, message: MessageId, cut = 0): KnownOutcome {
    return this.#outcome(id, FIRST_MESSAGE + message, cut, () => this.message(message));
  }

  propose(id: NodeStateId, cut = 0): KnownOutcome {
    const node = this.#nodeOf(id);
    const command = commandOf(node);
    return this.#outcome(id, PROPOSAL, cut, () => ({ kind: 'proposed', node, command }));
  }

  crash(id: NodeStateId): KnownOutcome {
    return this.#outcome(id, CRASH, 0, () => null);
  }

  #nodeOf(id: NodeStateId): NodeId {
    return this.nodeState(id).identity.self;
  }

  #outcome(
    before: NodeStateId,
    input: number,
    crashAfter: number,
    causeOf: () => StepEvent | null,
  ): KnownOutcome {
    const { nodeState, outcomes } = this.#nodeStates.at(before);
    if (crashAfter >= CUTS) throw new RangeError(`a step of more than ${CUTS} effects`);
    const key = input * CUTS + crashAfter;
    const known = outcomes.get(key);
    if (known !== undefined) return known;
    const cause = causeOf();
    const message = input < FIRST_MESSAGE ? ABSENT : input - FIRST_MESSAGE;
    const step = { node: nodeState.identity.self, before, message, cause, crashAfter };
    const outcome = this.#worked(step, () =>
      cause === null
        ? crashAndRestart(this.#target, nodeState)
        : takeStep(this.#target, nodeState, cause, crashAfter === 0 ? null : crashAfter),
    );
    outcomes.set(key, outcome);
    return outcome;
  }

  /** The search does not throw what the target threw: that is an outcome as well. */
  #worked(step: Step, work: () => StepOutcome): KnownOutcome {
    try {
      return this.#numbered(step, work());
    } catch (error) {
      if (!(error instanceof StepThrew)) throw error;
      if (endsAllRuns(error.cause)) throw error.cause;
      const thrown = errorLine(error.cause);
      const nothing = { term: 0, sent: [], happenings: [], cuts: [] };
      return { id: this.#nextId(), ...step, after: step.before, ...nothing, thrown };
    }
  }

  #numbered(step: Step, outcome: StepOutcome): KnownOutcome {
    const { after, happenings, sent, effects } = outcome;
    const isWhole = step.cause !== null && step.crashAfter === 0;
    const known: KnownOutcome = {
      id: this.#nextId(),
      ...step,
      after: this.#idOfNodeState(after),
      term: after.view.currentTerm,
      sent: sent.map((flight) => this.idOfMessage(flight)),
      happenings,
      cuts: isWhole ? cutsOf(effects) : [],
      thrown: null,
    };
    this.#nodeStateOrigins[known.after] ??= known;
    for (const message of known.sent) this.#messageOrigins[message] ??= known;
    return known;
  }

  #idOfView(view: NodeView): number {
    return this.#views.idOf(viewKey(view), view);
  }

  #nextId(): OutcomeId {
    this.#size += 1;
    return this.#size - 1;
  }

  #idOfNodeState(nodeState: NodeState): NodeStateId {
    const known = { nodeState, outcomes: new Map<number, KnownOutcome>() };
    return this.#nodeStates.idOf(nodeStateKey(nodeState), known);
  }
}

function originIn(origins: readonly (KnownOutcome | undefined)[], id: number): KnownOutcome {
  const origin = origins[id];
  if (origin === undefined) throw new RangeError(`nothing within the search led to ${id}`);
  return origin;
}

/** How often a node has booted is no part of it: nothing that it does depends on that. */
function nodeStateKey({ identity, state, durable, unsynced, timers }: NodeState): string {
  const cached = unsynced === undefined ? [] : [unsynced];
  return JSON.stringify([identity.self, state, durable, cached, timers]);
}

function viewKey({ role, currentTerm, votedFor, log, commitIndex, matchIndex }: NodeView): string {
  return JSON.stringify([role, currentTerm, votedFor, log, commitIndex, matchIndex]);
}

/** Equal for messages of equal content on the same link. */
export function messageKey({ from, node, message }: Received): string {
  return `${from}>${node} ${JSON.stringify(message)}`;
}
