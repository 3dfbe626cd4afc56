/** Which properties are woken by what: sorted out once, before the run. */
import type { Handler, Handlers } from './property.ts';
import type { Watch } from './watch.ts';

export type Trigger = keyof Handlers<unknown>;

/** A property that is woken, and what it does then. */
export interface Wake {
  readonly watch: Watch;
  readonly handler: Handler<unknown>;
}

/** In the order of the properties. */
export function triggersOf(watches: readonly Watch[]): Record<Trigger, readonly Wake[]> {
  const triggers: Record<Trigger, Wake[]> = {
    standing: [],
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
    const { on } = watch.property;
    for (const trigger in on) {
      const handler = on[trigger as Trigger];
      if (handler !== undefined) triggers[trigger as Trigger].push({ watch, handler });
    }
  }
  return triggers;
}
