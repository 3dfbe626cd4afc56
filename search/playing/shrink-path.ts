/** Makes a path that breaks a property as short as it can be, in a cluster of the same size. */
import type { PropertyId } from '../../properties/property.ts';
import type { ShrinkLimits } from '../shrinking/shrink-limits.ts';
import { shrinkSchedule, type ShrunkSchedule } from '../shrinking/shrink-schedule.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import type { Game, Path } from './game.ts';
import { decisionsIn } from './played-cluster.ts';

export interface ShrunkPath {
  readonly path: Path;
  readonly result: ShrunkSchedule['result'];
  /** Runs that it took. */
  readonly executions: number;
  /** States that were searched for a shorter run. */
  readonly states: number;
}

/** Null if the path does not break the property. What was lost is left out. */
export function shrinkPath(
  { target, nodes, timing, fair: faults }: Game,
  path: Path,
  property: PropertyId,
  limits: Omit<ShrinkLimits, 'nodes'>,
): ShrunkPath | null {
  const start = { nodes, timing, decisions: decisionsIn(path) };
  const { performed, violations } = performSchedule(target, start, { sought: new Set([property]) });
  if (!violations.some((violation) => violation.property === property)) return null;
  const schedule = { nodes, timing, decisions: performed };
  const kept = { ...limits, nodes: [nodes] };
  const shrunk = shrinkSchedule(target, property, schedule, faults, kept);
  const { result, executions, states } = shrunk;
  return { path: shrunk.schedule.decisions, result, executions, states };
}
