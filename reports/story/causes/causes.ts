/** Why something good did not happen, as far as the messages and the views of a run show it. */
import type { Witness } from '../../../properties/property.ts';
import { brokeAtAStep } from '../anchors.ts';
import type { TraceIndex } from '../trace-index.ts';
import type { Cause } from './cause.ts';
import { falseMatches } from './false-match.ts';
import { givenUp } from './given-up.ts';
import { periodOf, type Pace } from './period.ts';
import { refusals } from './refusals.ts';
import { silentTimers } from './silent-timer.ts';
import { unheard, unheardLeader } from './unheard.ts';
import { unusedVotes } from './unused-votes.ts';

/** More would be guesses: the first explains most. */
const CAUSES_SHOWN = 2;

/** Sentences that are true of this run, the most telling first; none if nothing shows. */
export function livenessCauses(index: TraceIndex, witness: Witness, pace: Pace): readonly Cause[] {
  const period = periodOf(index, witness, pace);
  if (brokeAtAStep(index, witness)) {
    return [...givenUp(period), ...unheardLeader(period, witness.step)].slice(0, CAUSES_SHOWN);
  }
  const causes = [
    ...unusedVotes(period),
    ...givenUp(period),
    ...falseMatches(period),
    ...refusals(period, true),
    ...silentTimers(period),
    ...unheard(period),
  ];
  // What Raft asks for is a cause only where nothing else is.
  return causes.length > 0 ? causes.slice(0, CAUSES_SHOWN) : refusals(period, false);
}
