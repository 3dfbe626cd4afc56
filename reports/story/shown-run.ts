/**
 * A run as a page shows it and plays it: steps, and where every node stands after each. Plain JSON;
 * a report makes it from a trace, and an engine could make it while it plays.
 */
import type { NodeId } from '../../trace/view.ts';
import type { NodeState } from './node-state.ts';
import type { Row } from './row.ts';

export interface ShownRun {
  readonly nodes: number;
  /** Nodes with a lane. */
  readonly lanes: readonly NodeId[];
  readonly hasClock: boolean;
  readonly steps: readonly ShownStep[];
  /** Faults that last, and from which step to which they do. */
  readonly rails: readonly Rail[];
  /** Events that a limit has left out at the beginning; 0 if none. */
  readonly leftOut: number;
  /** What of the shrunk run happens in this one, in a sentence; absent where nothing is known. */
  readonly survivors?: string;
}

export interface ShownStep {
  readonly row: Row;
  /** The nodes that stand otherwise than after the step before, by number. */
  readonly changes: Readonly<Record<string, NodeState>>;
  readonly place: Place;
  /** How often the property was put to the test, up to here; null if that is not known. */
  readonly tested: number | null;
  /** Set if the shrunk run has this event as well. */
  readonly survives?: true;
  /** How likely the violation is from here on; absent where that was not sampled. */
  readonly chance?: Share;
}

/** A share of runs, from 0 to 1, and its bounds with 95 % confidence. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Where a step stands in the order of causes. */
export interface Place {
  /** The node that it happens to; 0 for the network. */
  readonly host: number;
  /** Its own number among the events of the host. */
  readonly own: number;
  /** How many events of the network, of n1, of n2 … lie in its past, itself included. */
  readonly past: readonly number[];
}

/** A fault that lasts. */
export interface Rail {
  /** `P1` */
  readonly id: string;
  /** Numbers of steps, both included. */
  readonly from: number;
  readonly to: number;
}

/** Whether one step lies in the causal past of another. */
export function isCauseOf(earlier: ShownStep, later: ShownStep): boolean {
  const { host, own } = earlier.place;
  return earlier !== later && (later.place.past[host] ?? 0) >= own;
}

/** The states after each step, n1's first: what did not change is the same object. */
export function statesOf({ nodes, steps }: ShownRun): readonly (readonly NodeState[])[] {
  let states: readonly NodeState[] = [];
  return steps.map(({ changes }) => {
    if (Object.keys(changes).length === 0) return states;
    const before = states;
    states = Array.from({ length: nodes }, (_, slot) => {
      const now = changes[slot + 1] ?? before[slot];
      if (now === undefined)
        throw new Error(`the first step does not say where n${slot + 1} stands`);
      return now;
    });
    return states;
  });
}
