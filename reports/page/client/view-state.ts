/** What the reader looks at: a run, and a step of it. */
import { statesOf, type ShownRun } from '../../story/shown-run.ts';
import type { NodeState } from '../../story/node-state.ts';
import type { RunName } from './run-source.ts';
import type { Store } from './store.ts';

export interface ViewState {
  readonly name: RunName;
  readonly run: ShownRun;
  /** Where every node stands after each step. */
  readonly states: readonly (readonly NodeState[])[];
  /** The number of the step that is shown, from 1. */
  readonly step: number;
  readonly isPlaying: boolean;
}

export type ViewStore = Store<ViewState>;

/** A run from its violation on: what a reader came for. */
export function viewOf(name: RunName, run: ShownRun): ViewState {
  return { name, run, states: statesOf(run), step: violationOf(run), isPlaying: false };
}

/** The step at which the claim broke; the last one if none is marked. */
export function violationOf({ steps }: ShownRun): number {
  const place = steps.findLastIndex(({ row }) => row.mark === 'violation');
  return place === -1 ? steps.length : place + 1;
}

/** The nearest step that there is. */
export function stepWithin({ run }: ViewState, step: number): number {
  return Math.min(run.steps.length, Math.max(1, Math.round(step)));
}
