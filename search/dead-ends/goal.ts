/** What a cluster must always still be able to reach, and whether it has. */
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { majorityOf } from '../../trace/view.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import type { SituationId, Situations } from './situations.ts';

/**
 * The situations of all nodes while nothing is in flight, n1's first; {@link ABSENT} for a node
 * that has failed for good.
 */
export type Tuple = readonly SituationId[];

/** Whether the goal is reached in these situations. */
export function isReached(goal: DeadEndGoal, tuple: Tuple, situations: Situations): boolean {
  switch (goal) {
    case 'leader-electable':
      return tuple.some((id) => id !== ABSENT && isFollowed(id, tuple, situations));
    case 'proposal-committable':
      return tuple.some((id) => id !== ABSENT && situations.at(id).hasCommitted);
  }
}

/** A leader, and with it a majority of the whole cluster in its term, as followers. */
function isFollowed(id: SituationId, tuple: Tuple, situations: Situations): boolean {
  const { isLeader, term } = situations.at(id);
  if (!isLeader) return false;
  let members = 1;
  for (const other of tuple) {
    if (other === ABSENT || other === id) continue;
    const { isFollower, term: otherTerm } = situations.at(other);
    if (isFollower && otherTerm === term) members += 1;
  }
  return members >= majorityOf(tuple.length);
}

/** The nodes that have not failed. */
export function livingOf(tuple: Tuple): readonly number[] {
  return tuple.flatMap((id, slot) => (id === ABSENT ? [] : [slot + 1]));
}

/** Equal for equal tuples. */
export function tupleKey(tuple: Tuple): string {
  return tuple.join(',');
}
