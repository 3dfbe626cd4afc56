/** A run that failed, as it was met: what a hunt collects where shrinking comes later. */
import type { PropertyId } from '../../properties/property.ts';
import type { SavedRun } from '../finding.ts';
import type { HuntingEngine } from './hunt-options.ts';

/** Plain JSON. */
export interface Failure {
  readonly property: PropertyId;
  readonly foundBy: HuntingEngine;
  /** The number of the run among those of its engine, over the whole hunt; from 1. */
  readonly number: number;
  readonly run: SavedRun;
  /** Of the story that the unshrunk run tells; null if it tells none when performed again. */
  readonly signature: string | null;
}

/** Whether two failures are of one run: chunks name it alike however often they are performed. */
export function isSameRun(one: Failure, other: Failure): boolean {
  const isSame = one.number === other.number && one.foundBy === other.foundBy;
  return isSame && one.property === other.property;
}
