/**
 * A shrunk violation with everything that is needed to replay, explain and deduplicate it. Plain
 * JSON: it needs neither fast-check nor the seed that found it.
 */
import type { PropertyId, Witness } from '../properties/property.ts';
import type { Scenario } from '../faults/scenario.ts';
import type { Schedule } from '../simulator/schedule.ts';

/** The format of saved findings; a reader refuses any other. */
export const FINDING_VERSION = 2;

/** Plain JSON, as it is saved; its run can be performed again without anything else. */
export interface Finding {
  readonly whitewater: typeof FINDING_VERSION;
  /** First 12 hex digits of the SHA-256 of target, property and run. */
  readonly id: string;
  readonly target: string;
  readonly property: PropertyId;
  readonly run: SavedRun;
  readonly witness: Witness;
  /** Digest of the whole trace of the run: a replay must reproduce it. */
  readonly digest: string;
  /** One per part of the run: is the violation gone without it? */
  readonly ablation: readonly Ablation[];
  /** Who met it first. */
  readonly foundBy: Engine;
  readonly shrinking: Shrinking;
  /** The run as it was met, before it was shrunk; absent where that was not kept. */
  readonly met?: SavedRun | undefined;
  /** Equal for findings that tell the same story with other nodes, terms and times. */
  readonly signature: string;
}

/**
 * What is performed: safety needs decisions alone, liveness a clock. The parts of a run are its
 * decisions or its actions.
 */
export type SavedRun =
  | ({ readonly kind: 'scenario' } & Scenario)
  | ({ readonly kind: 'schedule' } & Schedule);

/** A way to choose decisions; `played`: a person chose them. */
export type Engine = 'timed' | 'adversarial' | 'exhaustive' | 'played';

export interface Ablation {
  /** Place of the part in the run, from 0. */
  readonly part: number;
  readonly needed: boolean;
}

export interface Shrinking {
  readonly original: RunSize;
  readonly shrunk: RunSize;
  /** Runs that shrinking took. */
  readonly executions: number;
  /**
   * `proven shortest`: every run with fewer decisions was tried, in clusters up to this size (of
   * the sizes asked for).
   * `1-minimal`: no single part can be left out. `budget`: the budget ended before that.
   */
  readonly result: 'proven shortest' | '1-minimal' | 'budget';
  /** States that were searched for a shorter run; 0 if none were. */
  readonly states: number;
  /** Cluster sizes that the shrunk run keeps to, since they were asked for. Default: any. */
  readonly nodesAskedFor?: readonly number[] | undefined;
}

export interface RunSize {
  readonly nodes: number;
  /** Null for a run that was not made of actions. */
  readonly actions: number | null;
  /** Null for a run whose decisions are the clock's. */
  readonly decisions: number | null;
  /** Events up to the violation. */
  readonly events: number;
  /** Null for a run without a clock. */
  readonly simulatedMs: number | null;
}
