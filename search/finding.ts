/**
 * A shrunk violation with everything that is needed to replay, explain and deduplicate it. Plain
 * JSON: it needs neither fast-check nor the seed that found it.
 */
import type { PropertyId, Witness } from '../properties/property.ts';
import type { Scenario } from '../faults/scenario.ts';

/** The format of saved findings; a reader refuses any other. */
export const FINDING_VERSION = 1;

export interface Finding {
  readonly whitewater: typeof FINDING_VERSION;
  /** First 12 hex digits of the SHA-256 of target, property and scenario. */
  readonly id: string;
  readonly target: string;
  readonly property: PropertyId;
  readonly scenario: Scenario;
  readonly witness: Witness;
  /** Digest of the whole trace of the scenario: a replay must reproduce it. */
  readonly digest: string;
  /** One per action of the scenario: is the violation gone without it? */
  readonly ablation: readonly Ablation[];
  readonly shrinking: Shrinking;
  /** Equal for findings that tell the same story with other nodes, terms and times. */
  readonly signature: string;
}

export interface Ablation {
  /** Place of the action in the scenario, from 0. */
  readonly action: number;
  readonly needed: boolean;
}

export interface Shrinking {
  readonly original: RunSize;
  readonly shrunk: RunSize;
  /** Runs that shrinking took. */
  readonly executions: number;
  /** `1-minimal`: no single action can be left out. `budget`: the budget ended before that. */
  readonly result: '1-minimal' | 'budget';
}

export interface RunSize {
  readonly nodes: number;
  readonly actions: number;
  /** Events up to the violation. */
  readonly events: number;
  readonly simulatedMs: number;
}
