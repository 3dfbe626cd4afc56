/**
 * How long faults that are over may still make themselves felt: a message that was delayed arrives
 * late, a clock that was set back keeps its timers waiting. Until then no promptness is owed.
 */
import type { TraceEvent } from '../trace/event.ts';
import { SOUND, conditionsAfter, type Conditions } from './condition.ts';
import type { Done, RunFacts } from './run-facts.ts';

/** A network fault on all links. */
interface OngoingNetworkFault {
  /** Longest extra time of a message; 0 for loss and duplication. */
  readonly delayMs: number;
  readonly untilMs: number;
}

type NetworkFaultKind = Extract<TraceEvent, { kind: 'networkDisturbed' }>['by'];

/** What is left of the faults so far. */
export interface LingeringEffects {
  readonly conditions: Conditions;
  readonly networkFaults: Readonly<Record<NetworkFaultKind, OngoingNetworkFault>>;
  /** By then all messages have arrived that a network fault, since replaced, delayed. */
  readonly landedMs: number;
}

const CALM: OngoingNetworkFault = { delayMs: 0, untilMs: 0 };

/** Nothing has been done yet. */
export function noLingeringEffects({ nodes }: RunFacts): LingeringEffects {
  return {
    conditions: new Array<Conditions[number]>(nodes).fill(SOUND),
    networkFaults: { loss: CALM, duplication: CALM, delay: CALM },
    landedMs: 0,
  };
}

/** Something was done to the cluster. */
export function lingeringEffectsOf(
  lingeringEffects: LingeringEffects,
  done: Done,
): LingeringEffects {
  const { event, timeMs } = done;
  if (event.kind !== 'networkDisturbed') {
    const conditions = conditionsAfter(lingeringEffects.conditions, done);
    return conditions === lingeringEffects.conditions
      ? lingeringEffects
      : { ...lingeringEffects, conditions };
  }
  const { by, amount, forMs } = event;
  const delayMs = by === 'delay' ? amount : 0;
  const networkFaults = {
    ...lingeringEffects.networkFaults,
    [by]: { delayMs, untilMs: timeMs + forMs },
  };
  return {
    ...lingeringEffects,
    networkFaults,
    landedMs: inFlightUntilMs(lingeringEffects, timeMs),
  };
}

/** When the last of the messages sent by now has arrived, as far as network faults of delay go. */
export function inFlightUntilMs(
  { networkFaults, landedMs }: LingeringEffects,
  nowMs: number,
): number {
  const { delayMs, untilMs } = networkFaults.delay;
  return Math.max(landedMs, Math.min(nowMs, untilMs) + delayMs);
}

/** Until when some node may still be held up. */
export function heldUpUntilMs({ conditions }: LingeringEffects): number {
  let latestMs = 0;
  for (const condition of conditions) latestMs = Math.max(latestMs, condition.heldUpUntilMs);
  return latestMs;
}

/** When the cluster is truly undisturbed, if nothing more is done to it. */
export function calmFromMs(lingeringEffects: LingeringEffects, nowMs: number): number {
  const { networkFaults, landedMs } = lingeringEffects;
  const { loss, duplication, delay } = networkFaults;
  return Math.max(
    nowMs,
    landedMs,
    heldUpUntilMs(lingeringEffects),
    loss.untilMs + loss.delayMs,
    duplication.untilMs + duplication.delayMs,
    delay.untilMs + delay.delayMs,
  );
}
