/** How often each kind of fault really happened: a hunt that never lost a write has to show it. */
import type { TraceEvent } from './event.ts';

export interface FaultCounts {
  crashes: number;
  /** Those of the crashes that fell between two effects of a step. */
  crashesWithinSteps: number;
  /** Writes that were not synced, or still under way, when their node crashed. */
  writesLost: number;
  /** Times that links were cut. */
  cuts: number;
  /** Times that the network began to lose, duplicate or delay messages. */
  networkFaults: number;
  copiesDelivered: number;
  pauses: number;
  clockJumps: number;
  clockDrifts: number;
  slowDisks: number;
}

export function noFaults(): FaultCounts {
  return {
    crashes: 0,
    crashesWithinSteps: 0,
    writesLost: 0,
    cuts: 0,
    networkFaults: 0,
    copiesDelivered: 0,
    pauses: 0,
    clockJumps: 0,
    clockDrifts: 0,
    slowDisks: 0,
  };
}

/** Counts a fault; events that only undo one are not for here. */
export function countFault(counts: FaultCounts, event: TraceEvent): void {
  switch (event.kind) {
    case 'crashed':
      counts.crashes += 1;
      counts.writesLost += event.lostWrites;
      if (event.during !== null) counts.crashesWithinSteps += 1;
      return;
    case 'linksCut':
      counts.cuts += 1;
      return;
    case 'networkDisturbed':
      counts.networkFaults += 1;
      return;
    case 'paused':
      counts.pauses += 1;
      return;
    case 'clockJumped':
      counts.clockJumps += 1;
      return;
    case 'clockDrifted':
      counts.clockDrifts += 1;
      return;
    case 'diskSlowed':
      counts.slowDisks += 1;
      return;
    default:
      return;
  }
}

/** Adds `more` to `sum`. */
export function addFaults(sum: FaultCounts, more: Readonly<FaultCounts>): void {
  for (const name of Object.keys(sum) as (keyof FaultCounts)[]) sum[name] += more[name];
}
