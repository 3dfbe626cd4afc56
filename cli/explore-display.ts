/** How far a search has come: a line for every number of decisions, on stderr. */
import type { ExploreProgress } from '../campaign/threads/explore-job.ts';
import { timeLeftMs } from '../search/exploring/forecast.ts';
import { depthLine, STATE_TEXT } from '../reports/terminal/explore.ts';
import { warn, warnInOneRow } from './terminal.ts';

/** Called with each depth that is done; says nothing if it is to be quiet. */
export function displayDepths(
  setting: string,
  maxDecisions: number,
  isQuiet: boolean,
): (at: ExploreProgress) => void {
  if (isQuiet) return () => undefined;
  warn(`searching: ${setting}`);
  warn(`a state: ${STATE_TEXT}`);
  return (progress) => {
    const { depth, statesByDepth, wallMs } = progress;
    const leftMs = timeLeftMs(statesByDepth, maxDecisions - depth, wallMs);
    warnInOneRow(depthLine(progress, leftMs));
  };
}
