/**
 * The situations of nodes, numbered, and what becomes of each. A situation is the state of a node
 * and its armed timers, without the disk: nothing crashes on the way out of a dead end.
 */
import type { NodeState, StepOutcome } from '../../simulator/node-state.ts';
import { StepThrew, takeStep } from '../../simulator/node-state.ts';
import { endsAllRuns, type PureTarget } from '../../simulator/target.ts';
import type { Received, StepEvent } from '../../trace/event.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { messageKey } from '../exploring/transition-cache.ts';
import { PairTable, ABSENT } from '../exploring/pair-table.ts';
import { Register } from '../exploring/register.ts';
import { STEP_EFFORT, type Effort } from './effort.ts';

/** Number of a situation. */
export type SituationId = number;

/** Number of a message, its sender and its receiver included. */
export type MessageId = number;

/** The command that is proposed on the way out; no run that leads to a dead end has it. */
export const NEW_COMMAND = 'new';

/** What is known of a situation. */
export interface Situation {
  readonly node: NodeId;
  readonly nodeState: NodeState;
  readonly term: number;
  readonly isLeader: boolean;
  readonly isFollower: boolean;
  /** An entry of its current term holds the new command already. */
  readonly hasProposed: boolean;
  /** A leader that knows the new command to be committed. */
  readonly hasCommitted: boolean;
  /** A leader, or else whoever has the newest log, gets furthest. */
  readonly rank: number;
}

/** What becomes of a situation in one step. */
export interface Consequence {
  readonly after: SituationId;
  readonly sent: readonly MessageId[];
}

/** The range from which a timer was drawn when it was last set. */
export interface TimerRange {
  readonly minMs: number;
  readonly maxMs: number;
}

export class Situations {
  /** By name of the timer. */
  readonly ranges = new Map<string, TimerRange>();
  /** Shared with whoever tries ways out of them. */
  readonly effort: Effort;
  readonly #target: PureTarget;
  readonly #situations = new Register<Situation>();
  readonly #messages = new Register<Received>();
  readonly #inputs = new Register<string>();
  readonly #known = new PairTable();
  readonly #consequences: (Consequence | null)[] = [];

  constructor(target: PureTarget, effort: Effort) {
    this.#target = target;
    this.effort = effort;
  }

  /** How many steps were worked out. */
  get size(): number {
    return this.#consequences.length;
  }

  idOf(node: NodeState): SituationId {
    const { identity, state, view, timers } = node;
    const key = situationKey(node);
    const known = this.#situations.find(key);
    if (known !== undefined) return known;
    const nodeState = { identity, state, view, timers, ...NO_DISK };
    return this.#situations.idOf(key, situationOf(nodeState));
  }

  at(id: SituationId): Situation {
    return this.#situations.at(id);
  }

  message(id: MessageId): Received {
    return this.#messages.at(id);
  }

  /** Null if the target throws: that is no way out, and other properties judge it. */
  fire(id: SituationId, timer: string): Consequence | null {
    return this.#consequence(id, `fire ${timer}`, (node) => {
      return { kind: 'timerFired', node, timer };
    });
  }

  propose(id: SituationId): Consequence | null {
    return this.#consequence(id, 'propose', (node) => {
      return { kind: 'proposed', node, command: NEW_COMMAND };
    });
  }

  deliver(id: SituationId, message: MessageId): Consequence | null {
    this.effort.spend(1);
    return this.#after(id, 2 * message + 1, () => this.message(message));
  }

  #consequence(
    id: SituationId,
    input: string,
    eventOf: (node: NodeId) => StepEvent,
  ): Consequence | null {
    return this.#after(id, 2 * this.#inputs.idOf(input, input), () => eventOf(this.at(id).node));
  }

  /** Even inputs are timers and proposals, odd ones are messages. */
  #after(id: SituationId, input: number, eventOf: () => StepEvent): Consequence | null {
    const known = this.#known.get(id, input);
    if (known !== ABSENT) return this.#consequences[known] ?? null;
    const consequence = this.#worked(id, eventOf());
    this.#known.add(id, input, this.#consequences.push(consequence) - 1);
    return consequence;
  }

  #worked(id: SituationId, event: StepEvent): Consequence | null {
    this.effort.spend(STEP_EFFORT);
    const outcome = this.#outcome(this.at(id).nodeState, event);
    if (outcome === null) return null;
    for (const effect of outcome.effects) {
      if (effect.kind === 'setTimer') this.ranges.set(effect.timer, effect);
    }
    const sent = outcome.sent.map((flight) => this.#messages.idOf(messageKey(flight), flight));
    return { after: this.idOf(outcome.after), sent };
  }

  #outcome(nodeState: NodeState, event: StepEvent): StepOutcome | null {
    try {
      return takeStep(this.#target, nodeState, event, null);
    } catch (error) {
      if (!(error instanceof StepThrew)) throw error;
      if (endsAllRuns(error.cause)) throw error.cause;
      return null;
    }
  }
}

/** Equal for equal situations. */
export function situationKey({ identity, state, timers }: NodeState): string {
  return JSON.stringify([identity.self, state, timers]);
}

const NO_DISK = { durable: null, unsynced: undefined, incarnation: 0 } as const;

function situationOf(nodeState: NodeState): Situation {
  const { identity, view } = nodeState;
  const isLeader = view.role === 'leader';
  return {
    node: identity.self,
    nodeState,
    term: view.currentTerm,
    isLeader,
    isFollower: view.role === 'follower',
    hasProposed: view.log.some(
      ({ term, command }) => command === NEW_COMMAND && term === view.currentTerm,
    ),
    hasCommitted: isLeader && hasNewCommand(view),
    rank: rankOf(view),
  };
}

/** Leaders first, then by last term, length of the log and current term. */
function rankOf({ role, log, currentTerm }: NodeView): number {
  const digits = [role === 'leader' ? 1 : 0, log.at(-1)?.term ?? 0, log.length, currentTerm];
  return digits.reduce((rank, digit) => DIGIT * rank + Math.min(digit, DIGIT - 1), 0);
}

const DIGIT = 1000;

function hasNewCommand({ log, commitIndex }: NodeView): boolean {
  return log.some(({ command }, slot) => command === NEW_COMMAND && slot < commitIndex);
}
