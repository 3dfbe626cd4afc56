// Outcomes made up for tests of what only looks at their messages.
import { ABSENT } from '../../../search/exploring/pair-table.ts';
import type { KnownOutcome, MessageId } from '../../../search/exploring/transition-cache.ts';
import type { StepEvent } from '../../../trace/event.ts';

/** A step of n1 that sends these messages, and changes nothing else. */
export function outcome(
  id: number,
  sent: readonly MessageId[],
  cause: StepEvent = { kind: 'timerFired', node: 1, timer: 'timer' },
): KnownOutcome {
  const nothing = { crashAfter: 0, after: 0, term: 1, happenings: [], cuts: [], thrown: null };
  return { id, node: 1, before: 0, message: ABSENT, cause, sent, ...nothing };
}
