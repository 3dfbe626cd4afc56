/** From what a campaign has counted to what that is worth. */
import type { HuntCounts } from '../../search/hunting/counts.ts';
import type { SpeciesSeen } from '../../search/hunting/species.ts';
import type { CoverageWorth, PctWorth, Worth } from '../../search/hunting/worth.ts';
import { DEPTH } from '../../search/walking/priority-choice.ts';
import type { CampaignCoverage } from '../ledger/ledger.ts';
import { atLeast, failureBound, newInNextRun, orderBound } from './estimates.ts';
import { addedBySecondHalf } from './growth.ts';

/** Runs that were not guided. */
export type Unguided = Pick<HuntCounts, 'runs' | 'adversarialRuns' | 'failedRuns'> &
  Pick<HuntCounts, 'pctRuns' | 'pctWidth' | 'pctLength'>;

/** Null if a run has failed: then the findings say more. */
export function worthOf(
  { runs, adversarialRuns, failedRuns, pctRuns, pctWidth, pctLength }: Unguided,
  { timed, adversarial, growth }: CampaignCoverage,
): Worth | null {
  if (failedRuns > 0 || runs + adversarialRuns === 0) return null;
  const uniform = adversarialRuns - pctRuns;
  return {
    timedBound: runs === 0 ? null : failureBound(runs),
    adversarialBound: uniform === 0 ? null : failureBound(uniform),
    pct: pctRuns === 0 ? null : pctWorth(pctRuns, pctWidth, pctLength),
    timed: coverageWorth(timed),
    adversarial: coverageWorth(adversarial),
    addedBySecondHalf: addedBySecondHalf(growth),
  };
}

function pctWorth(runs: number, width: number, length: number): PctWorth {
  const orderMet = orderBound(width, length, DEPTH);
  return { runs, bound: failureBound(runs), width, length, depth: DEPTH, orderMet };
}

/** What the runs of one engine have covered. */
export function coverageWorth({ runs, once, twice, more }: SpeciesSeen): CoverageWorth {
  const states = once.length + twice.length + more.length;
  const frequencies = { runs, seen: states, once: once.length, twice: twice.length };
  return {
    runs,
    states,
    atLeast: Math.round(atLeast(frequencies)),
    newInNextRun: newInNextRun(frequencies),
  };
}
