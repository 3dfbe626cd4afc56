/**
 * Possibilities: whatever has happened, there is still an order of timers and messages, without any
 * further fault, that leads to something good. What shows that there is none is written at the end
 * of a run without a clock.
 */
import type { DeadEnd, DeadEndGoal } from '../trace/dead-end.ts';
import { obstacleText } from './obstacle-text.ts';
import { property, type Property } from './property.ts';
import { counted, namesOf } from './wording.ts';

/** What cannot be reached, in the words of a witness. */
const FUTILE: Readonly<Record<DeadEndGoal, string>> = {
  'leader-electable': 'elects a leader that a majority follows',
  'proposal-committable': 'commits a new proposal',
};

/** A property of this kind; its id is the goal. */
export function possibility(id: DeadEndGoal, claim: string, source: string): Property {
  return property<null>({
    id,
    kind: 'possibility',
    claim,
    source,
    start: () => null,
    on: {
      deadEnd(memory, { event, step, timeMs }, judge) {
        if (event.kind !== 'deadEnd' || event.goal !== id) return memory;
        const because = event.obstacles.map((obstacle) => ({ step, text: obstacleText(obstacle) }));
        judge.violated({ observed: deadEndText(event), because, step, timeMs });
        return memory;
      },
    },
  });
}

/** What was found, with what the finding rests on. */
function deadEndText({ goal, failed, situations, rounds }: DeadEnd): string {
  const no = failed.length === 0 ? 'No' : `With ${namesOf(failed)} lost for good, no`;
  const met = counted(situations, 'situation');
  const tried =
    rounds === null
      ? `${met}, and every round from each of them leads to one of these`
      : `${met} within ${counted(rounds, 'round')}, none of them a way out`;
  return `${no} order of timers and messages ${FUTILE[goal]}: ${tried}.`;
}
