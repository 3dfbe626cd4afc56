/**
 * A second look at a dead end, without rounds: timers may fire while messages are on their way, and
 * messages may be lost. It is bounded, so that it can refute a dead end and not prove one.
 */
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { isReached, type Tuple } from './goal.ts';
import { delivered, keyOf, openingsOf, underWay, type UnderWay } from './rounds.ts';
import type { Situations } from './situations.ts';

const MAX_STATES = 3_000;

/** Messages on their way at once; the rest of what is sent then is lost. */
const MAX_IN_FLIGHT = 6;

/** Whether the goal is reached in one of the states that were looked at. */
export function isReachedInterleaved(
  start: Tuple,
  goal: DeadEndGoal,
  situations: Situations,
): boolean {
  const first = underWay(start, []);
  const seen = new Map<string, UnderWay>([[keyOf(first), first]]);
  const add = (next: UnderWay): void => {
    if (seen.size < MAX_STATES) seen.set(keyOf(next), next);
  };
  for (const at of seen.values()) {
    if (isReached(goal, at.tuple, situations)) return true;
    for (const next of followersOf(at, goal, situations)) add(next);
  }
  return false;
}

/** What can happen next. Losing a message is no step of its own: it need not be delivered. */
function followersOf(
  { tuple, inFlight }: UnderWay,
  goal: DeadEndGoal,
  situations: Situations,
): readonly UnderWay[] {
  const opened = [...openingsOf(tuple, goal, situations)].map(({ node, consequence }) =>
    underWay(
      tuple.with(node - 1, consequence.after),
      [...inFlight, ...consequence.sent].slice(0, MAX_IN_FLIGHT),
    ),
  );
  const arrived = inFlight.map((message, index) =>
    delivered(tuple, inFlight.toSpliced(index, 1), message, situations),
  );
  return [...opened, ...arrived];
}
