/** From what a hunt brought home to what is shown of it. */
import type { HuntResult } from '../../search/hunting/hunt-options.ts';
import type { RunSummary } from './run.ts';

/** What a hunt itself does not know. */
export type HuntContext = Pick<
  RunSummary,
  | 'target'
  | 'breaks'
  | 'isAsExpected'
  | 'wallMs'
  | 'cpuMs'
  | 'spared'
  | 'setting'
  | 'logs'
  | 'worth'
  | 'guided'
  | 'isInterrupted'
  | 'part'
  | 'alone'
  | 'shrinkingMs'
  | 'shortfall'
>;

export function summaryOfHunt(result: HuntResult, context: HuntContext): RunSummary {
  const { progress } = result;
  return {
    ...progress,
    ...context,
    outcome: result.outcome,
    broken: result.broken,
    brokenRuns: result.brokenRuns,
    firstFind: result.firstFind,
    inconclusiveRuns: result.inconclusiveRuns,
    exercised: result.exercised,
    faultCounts: result.faultCounts,
    diverged: result.diverged,
  };
}
