/**
 * How long faults that are over may still make themselves felt: a message that was delayed arrives
 * late, a clock that was set back keeps its timers waiting. Until then no promptness is owed.
 */
import type { TraceEvent } from '../trace/event.ts';
import { SOUND, conditionsAfter, type Conditions } from './condition.ts';
import type { Moment, RunFacts } from './property.ts';

/** A spell of bad weather. */
interface Spell {
  /** Longest extra time of a message; 0 for loss and duplication. */
  readonly delayMs: number;
  readonly untilMs: number;
}

type Weather = Extract<TraceEvent, { kind: 'networkDisturbed' }>['by'];

/** What is left of the faults so far. */
export interface Aftermath {
  readonly conditions: Conditions;
  readonly spells: Readonly<Record<Weather, Spell>>;
  /** By then everything has arrived that was delayed by a spell that another has replaced. */
  readonly landedMs: number;
}

const CALM: Spell = { delayMs: 0, untilMs: 0 };

/** Nothing has been done yet. */
export function noAftermath({ nodes }: RunFacts): Aftermath {
  return {
    conditions: new Array<Conditions[number]>(nodes).fill(SOUND),
    spells: { loss: CALM, duplication: CALM, delay: CALM },
    landedMs: 0,
  };
}

/** Something was done to the cluster. */
export function aftermathOf(aftermath: Aftermath, moment: Moment): Aftermath {
  const { event, timeMs } = moment;
  if (event.kind !== 'networkDisturbed') {
    const conditions = conditionsAfter(aftermath.conditions, moment);
    return conditions === aftermath.conditions ? aftermath : { ...aftermath, conditions };
  }
  const { by, amount, forMs } = event;
  const delayMs = by === 'delay' ? amount : 0;
  const spells = { ...aftermath.spells, [by]: { delayMs, untilMs: timeMs + forMs } };
  return { ...aftermath, spells, landedMs: inFlightUntilMs(aftermath, timeMs) };
}

/** When the last of the messages sent by now has arrived, as far as spells of delay go. */
export function inFlightUntilMs({ spells, landedMs }: Aftermath, nowMs: number): number {
  const { delayMs, untilMs } = spells.delay;
  return Math.max(landedMs, Math.min(nowMs, untilMs) + delayMs);
}

/** Until when some node may still be held up. */
export function heldUpUntilMs({ conditions }: Aftermath): number {
  return conditions.reduce((latest, condition) => Math.max(latest, condition.heldUpUntilMs), 0);
}

/** When the cluster is truly undisturbed, if nothing more is done to it. */
export function calmFromMs(aftermath: Aftermath, nowMs: number): number {
  const weather = Object.values(aftermath.spells).map(({ untilMs, delayMs }) => untilMs + delayMs);
  return Math.max(nowMs, aftermath.landedMs, heldUpUntilMs(aftermath), ...weather);
}
