/**
 * One round: a timer of a node fires, or a client proposes; then all messages are delivered before
 * anything else happens, as Raft assumes of networks that are faster than its timeouts.
 */
import type { NodeId } from '../../trace/view.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { isReached, tupleKey, type Tuple } from './goal.ts';
import type { Consequence, MessageId, SituationId, Situations } from './situations.ts';

/** What a round begins with. */
export interface Opening {
  readonly node: NodeId;
  readonly consequence: Consequence;
}

/** Two nodes may answer each other for ever: a round of more deliveries, or states, is given up. */
const MAX_DELIVERIES = 200;
const MAX_STATES = 4_000;

/** How a round can begin: with any timer of any node, or, for commits, with a proposal. */
export function* openingsOf(
  tuple: Tuple,
  goal: DeadEndGoal,
  situations: Situations,
): Generator<Opening> {
  for (const id of likeliestFirst(tuple, situations)) {
    const { node, hasProposed, nodeState } = situations.at(id);
    if (goal === 'proposal-committable' && !hasProposed) {
      const consequence = situations.propose(id);
      if (isChange(id, consequence)) yield { node, consequence };
    }
    for (const timer of nodeState.timers) {
      const consequence = situations.fire(id, timer);
      if (isChange(id, consequence)) yield { node, consequence };
    }
  }
}

/** The likeliest of them to lead on; null if there is none. */
export function firstOpening(
  tuple: Tuple,
  goal: DeadEndGoal,
  situations: Situations,
): Opening | null {
  for (const opening of openingsOf(tuple, goal, situations)) return opening;
  return null;
}

function isChange(before: SituationId, step: Consequence | null): step is Consequence {
  return step !== null && (step.after !== before || step.sent.length > 0);
}

function likeliestFirst(tuple: Tuple, situations: Situations): readonly SituationId[] {
  const living = tuple.filter((id) => id !== ABSENT);
  return living.sort((one, other) => situations.at(other).rank - situations.at(one).rank);
}

/** Where a round leads to. */
export interface RoundEnd {
  /** The goal was reached on the way. */
  readonly isReached: boolean;
  /** The situations once nothing is in flight; none if the round was given up. */
  readonly tuples: readonly Tuple[];
  readonly isWhole: boolean;
}

const REACHED: RoundEnd = { isReached: true, tuples: [], isWhole: true };
const GIVEN_UP: RoundEnd = { isReached: false, tuples: [], isWhole: false };

/** Told of each delivery, for those who want to know why nothing comes of it. */
export type OnDelivery = (before: Tuple, message: MessageId, step: Consequence | null) => void;

/** The messages arrive in the order in which they were sent. */
export function straightRound(
  start: Tuple,
  { node, consequence }: Opening,
  goal: DeadEndGoal,
  situations: Situations,
  onDelivery?: OnDelivery,
): RoundEnd {
  const tuple = start.with(node - 1, consequence.after);
  if (isReached(goal, tuple, situations)) return REACHED;
  const queue = [...consequence.sent];
  for (let next = 0; next < queue.length; next += 1) {
    if (next === MAX_DELIVERIES) return GIVEN_UP;
    const message = queue[next] ?? 0;
    const { node: to } = situations.message(message);
    const receiver = tuple[to - 1] ?? ABSENT;
    if (receiver === ABSENT) continue;
    const step = situations.deliver(receiver, message);
    onDelivery?.(tuple, message, step);
    if (step === null) continue;
    queue.push(...step.sent);
    if (step.after === receiver) continue;
    tuple[to - 1] = step.after;
    if (isReached(goal, tuple, situations)) return REACHED;
  }
  return { isReached: false, tuples: [tuple], isWhole: true };
}

/** A cluster with messages on their way. */
export interface UnderWay {
  readonly tuple: Tuple;
  /** In ascending order. */
  readonly inFlight: readonly MessageId[];
}

/** The messages arrive in every order. */
export function everyRound(
  start: Tuple,
  { node, consequence }: Opening,
  goal: DeadEndGoal,
  situations: Situations,
): RoundEnd {
  const first = underWay(start.with(node - 1, consequence.after), consequence.sent);
  const seen = new Map<string, UnderWay>([[keyOf(first), first]]);
  const ends = new Map<string, Tuple>();
  // What is added while it is read is read as well.
  for (const { tuple, inFlight } of seen.values()) {
    if (isReached(goal, tuple, situations)) return REACHED;
    if (seen.size > MAX_STATES || situations.effort.isSpent) return GIVEN_UP;
    if (inFlight.length === 0) ends.set(tupleKey(tuple), tuple);
    for (const [index, message] of inFlight.entries()) {
      if (message === inFlight[index - 1]) continue;
      const next = delivered(tuple, inFlight.toSpliced(index, 1), message, situations);
      const key = keyOf(next);
      if (!seen.has(key)) seen.set(key, next);
    }
  }
  // Answers that are answered for ever: nothing is known of what would follow.
  if (ends.size === 0) return GIVEN_UP;
  return { isReached: false, tuples: [...ends.values()], isWhole: true };
}

/** What a message comes to. One to a node that has failed is lost. */
export function delivered(
  tuple: Tuple,
  others: readonly MessageId[],
  message: MessageId,
  situations: Situations,
): UnderWay {
  const { node: to } = situations.message(message);
  const receiver = tuple[to - 1] ?? ABSENT;
  if (receiver === ABSENT) return { tuple, inFlight: others };
  const step = situations.deliver(receiver, message);
  if (step === null) return { tuple, inFlight: others };
  return underWay(tuple.with(to - 1, step.after), [...others, ...step.sent]);
}

export function underWay(tuple: Tuple, inFlight: readonly MessageId[]): UnderWay {
  return { tuple, inFlight: [...inFlight].sort((one, other) => one - other) };
}

export function keyOf({ tuple, inFlight }: UnderWay): string {
  return `${tuple.join(',')}|${inFlight.join(',')}`;
}
