/** Runs that are kept because of what they show: later runs are made from them. */
import type { SavedRun } from '../finding.ts';

/** An abstract state, and after how many actions or decisions of the run it is there. */
export type StateReached = readonly [key: number, at: number];

/** Plain JSON. */
export interface KeptRun<Run extends SavedRun = SavedRun> {
  /** It ends with the last of its states that no smaller run shows. */
  readonly run: Run;
  /** All states that it shows, each once. */
  readonly states: readonly StateReached[];
}

/** What the timed engine keeps. */
export type SavedScenario = Extract<SavedRun, { readonly kind: 'scenario' }>;

/** What the adversarial engine keeps. */
export type SavedSchedule = Extract<SavedRun, { readonly kind: 'schedule' }>;

export function isScenario(kept: KeptRun): kept is KeptRun<SavedScenario> {
  return kept.run.kind === 'scenario';
}

export function isSchedule(kept: KeptRun): kept is KeptRun<SavedSchedule> {
  return kept.run.kind === 'schedule';
}

/** How many actions or decisions a run has. */
export function sizeOf(run: SavedRun): number {
  return run.kind === 'scenario' ? run.actions.length : run.decisions.length;
}

/** Its first `size` actions. */
export function beginningOfScenario(run: SavedScenario, size: number): SavedScenario {
  return { ...run, actions: run.actions.slice(0, size) };
}

/** Its first `size` decisions. */
export function beginningOfSchedule(run: SavedSchedule, size: number): SavedSchedule {
  return { ...run, decisions: run.decisions.slice(0, size) };
}
