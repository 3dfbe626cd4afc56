/** The run that leads to a state: the states on the way are known, the decisions found again. */
import type { Decision } from '../../simulator/decision.ts';
import type { Branch, Branches } from './branches.ts';
import { decisionOf } from './enabled.ts';
import type { Flights } from './flights.ts';
import type { MessageId } from './transition-cache.ts';
import { ABSENT } from './pair-table.ts';
import type { StateId, States } from './states.ts';

/** A decision in numbers. */
export interface Taken {
  readonly branch: Branch;
  /** The message that is delivered; {@link ABSENT} if none is. */
  readonly message: MessageId;
}

/** What leads from the first state to this one. */
export function wayTo(
  state: StateId,
  states: States,
  branches: Branches,
  flights: Flights,
): readonly Taken[] {
  const way: Taken[] = [];
  for (let to = state; states.parentOf(to) !== ABSENT; to = states.parentOf(to)) {
    way.push(stepTo(to, states, branches, flights));
  }
  return way.reverse();
}

function stepTo(to: StateId, states: States, branches: Branches, flights: Flights): Taken {
  const from = states.parentOf(to);
  const cluster = states.clusterOf(to);
  const inFlight = states.flightsOf(from);
  branches.enter(states.clusterOf(from));
  const messages = [ABSENT];
  for (let index = 0; index < flights.countOf(inFlight); index += 1) {
    messages.push(flights.at(inFlight, index));
  }
  for (const message of messages) {
    const open = message === ABSENT ? branches.own : branches.delivered(message);
    const branch = open.find(
      ({ cluster: after, sent }) =>
        after === cluster && flights.after(inFlight, message, sent) === states.flightsOf(to),
    );
    if (branch !== undefined) return { branch, message };
  }
  throw new Error(`no decision leads to state ${to}`);
}

/** As decisions. Where messages stay in flight, one that is needed again later is duplicated. */
export function decisionsOf(way: readonly Taken[], keepsMessages: boolean): Decision[] {
  return way.map(({ branch, message }, index) => {
    const isNeededAgain = way.slice(index + 1).some((later) => later.message === message);
    return decisionOf(branch.outcome, keepsMessages && isNeededAgain);
  });
}
