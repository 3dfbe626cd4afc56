/** The run that leads to a state: the states on the way are known, the decisions found again. */
import type { Decision } from '../../simulator/decision.ts';
import type { Branch, Branches } from './branches.ts';
import { decisionOf } from './enabled.ts';
import type { DecisionOrder } from './decision-order.ts';
import type { FlightPrints } from './flight-prints.ts';
import type { Flights } from './flights.ts';
import type { MessageId } from './transition-cache.ts';
import type { Renaming } from './renaming.ts';
import type { Renamings } from './renamings.ts';
import { ABSENT } from './pair-table.ts';
import type { StateId, States } from './states.ts';

/** A decision in numbers. */
export interface Taken {
  readonly branch: Branch;
  /** The message that is delivered; {@link ABSENT} if none is. */
  readonly message: MessageId;
}

/** A decision on the way to a state. */
export interface Step extends Taken {
  /** What it does to the names of the nodes; null if it leaves them. */
  readonly renaming: Renaming | null;
}

/** What a way is found in. */
export interface WayContext {
  readonly states: States;
  readonly branches: Branches;
  readonly flights: Flights;
  readonly flightPrints: FlightPrints;
  readonly decisionOrder: DecisionOrder;
}

/** What leads from the first state to this one. */
export function wayTo(state: StateId, world: WayContext): readonly Step[] {
  const { states } = world;
  const way: Step[] = [];
  for (let to = state; states.parentOf(to) !== ABSENT; to = states.parentOf(to)) {
    way.push(stepTo(to, world));
  }
  return way.reverse();
}

function stepTo(to: StateId, world: WayContext): Step {
  const { states, branches, flights, flightPrints, decisionOrder } = world;
  const from = states.parentOf(to);
  const inFlight = states.flightsOf(from);
  branches.enter(states.clusterOf(from));
  flightPrints.enter(inFlight);
  const messages = flights
    .messagesOf(inFlight)
    .toSorted((one, other) => decisionOrder.placeOf(one) - decisionOrder.placeOf(other));
  for (const message of [ABSENT, ...messages]) {
    const open = message === ABSENT ? branches.own : branches.delivered(message);
    const branch = open.find(({ cluster, sent, renamings }) =>
      states.is(to, cluster, flightPrints.after(message, sent, renamings)),
    );
    if (branch !== undefined) return { branch, message, renaming: flightPrints.chosen };
  }
  throw new Error(`no decision leads to state ${to}`);
}

/**
 * The same way with the names that nodes have at its beginning: a state is known by a renamed form,
 * and so a step may have renamed the nodes.
 */
export function withFirstNames(way: readonly Step[], renamings: Renamings): readonly Taken[] {
  return renamed(way, renamings.identity, renamings);
}

/** From the names that nodes have at the end of a way to those at its beginning. */
export function firstNamesOf(way: readonly Step[], renamings: Renamings): Renaming {
  return renamings.inverse(lastNamesOf(way, renamings));
}

function lastNamesOf(way: readonly Step[], renamings: Renamings): Renaming {
  let names = renamings.identity;
  for (const { renaming } of way) {
    if (renaming !== null) names = renamings.then(names, renaming);
  }
  return names;
}

/** The same way with the names that nodes have at its end. */
export function withLastNames(way: readonly Step[], renamings: Renamings): readonly Taken[] {
  return renamed(way, lastNamesOf(way, renamings), renamings);
}

/** `first`: from the names at the beginning of the way to those that are wanted. */
function renamed(way: readonly Step[], first: Renaming, renamings: Renamings): readonly Taken[] {
  let names = first;
  return way.map(({ branch, message, renaming }) => {
    const outcome = names.outcome(branch.outcome);
    const taken = {
      branch: { ...branch, outcome },
      message: message === ABSENT ? ABSENT : names.message(message),
    };
    if (renaming !== null) names = renamings.then(renamings.inverse(renaming), names);
    return taken;
  });
}

/** As decisions. Where messages stay in flight, one that is needed again later is duplicated. */
export function decisionsOf(way: readonly Taken[], keepsMessages: boolean): Decision[] {
  return way.map(({ branch, message }, index) => {
    const isNeededAgain = way.slice(index + 1).some((later) => later.message === message);
    return decisionOf(branch.outcome, keepsMessages && isNeededAgain);
  });
}
