/** Which properties are woken by what: sorted out once, before the run. */
import type { Handler, Handlers, Property } from './property.ts';
import type { Watch } from './watch.ts';

export type Trigger = keyof Handlers<unknown>;

/** A property that is woken, and what it does then. */
export interface Wake {
  readonly watch: Watch;
  readonly handler: Handler<unknown>;
}

/**
 * In the order of the properties. What `leadership` wakes includes what `standing` does: a change
 * of a leader wakes the first list, every other change the second, which is most of them.
 */
export function triggersOf(
  watches: readonly Watch[],
  isLive: boolean,
): Record<Trigger, readonly Wake[]> {
  const triggers: Record<Trigger, Wake[]> = {
    standing: [],
    leadership: [],
    log: [],
    commit: [],
    match: [],
    voteSent: [],
    voteReceived: [],
    leaderReceived: [],
    threw: [],
    applied: [],
    persisted: [],
    proposed: [],
    disturbed: [],
    healed: [],
    due: [],
    higherTermReceived: [],
    otherTermSent: [],
    unledAppendSent: [],
    deadEnd: [],
  };
  for (const watch of watches) {
    const add = (trigger: Trigger, handler: Handler<unknown>): void => {
      triggers[trigger].push({ watch, handler });
    };
    for (const [trigger, handler] of sortedOf(watch.property, isLive)) {
      if (trigger === 'standing') add('leadership', handler);
      add(trigger, handler);
    }
  }
  return triggers;
}

type Sorted = readonly (readonly [Trigger, Handler<unknown>])[];

const FOR_LIVE = new WeakMap<Property, Sorted>();
const FOR_FUNCTIONS = new WeakMap<Property, Sorted>();

/** Sorted out once per property: every timed run begins with all of them. */
function sortedOf(property: Property, isLive: boolean): Sorted {
  const known = isLive ? FOR_LIVE : FOR_FUNCTIONS;
  const sorted = known.get(property) ?? handlersOf(property, isLive);
  known.set(property, sorted);
  return sorted;
}

/** Its handlers, that of `standing` before that of `leadership`. */
function handlersOf({ on, forLive = [] }: Property, isLive: boolean): Sorted {
  const names = Object.keys(on) as Trigger[];
  const isStanding = (name: Trigger): number => (name === 'standing' ? 0 : 1);
  return names
    .filter((name) => isLive || !forLive.includes(name))
    .sort((a, b) => isStanding(a) - isStanding(b))
    .flatMap((name) => {
      const handler = on[name];
      return handler === undefined ? [] : [[name, handler] as const];
    });
}
