import { lengthOf } from '../simulator/decision.ts';
import type { Schedule } from '../simulator/schedule.ts';
import type { RunSize } from './finding.ts';

/** The size of a run without a clock. */
export function untimedSize({ nodes, decisions }: Schedule, events: number): RunSize {
  const length = lengthOf(decisions);
  return { nodes, actions: null, decisions: length, events, simulatedMs: null };
}
