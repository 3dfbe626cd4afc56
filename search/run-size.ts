import type { Schedule } from '../simulator/schedule.ts';
import type { RunSize } from './finding.ts';

/** The size of a run without a clock. */
export function untimedSize({ nodes, decisions }: Schedule, events: number): RunSize {
  return { nodes, actions: null, decisions: decisions.length, events, simulatedMs: null };
}
