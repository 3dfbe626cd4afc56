/** From what a campaign has counted to what that is worth. */
import type { HuntCounts } from '../../search/hunting/counts.ts';
import type { SpeciesSeen } from '../../search/hunting/species.ts';
import type { CoverageWorth, Worth } from '../../search/hunting/worth.ts';
import type { CampaignCoverage } from '../ledger/ledger.ts';
import { atLeast, newInNextRun, failureBound } from './estimates.ts';
import { addedBySecondHalf } from './growth.ts';

/** Null if a run has failed: then the findings say more. */
export function worthOf(
  {
    runs,
    adversarialRuns,
    failedRuns,
  }: Pick<HuntCounts, 'runs' | 'adversarialRuns' | 'failedRuns'>,
  { timed, adversarial, growth }: CampaignCoverage,
): Worth | null {
  if (failedRuns > 0 || runs + adversarialRuns === 0) return null;
  return {
    timedBound: runs === 0 ? null : failureBound(runs),
    adversarialBound: adversarialRuns === 0 ? null : failureBound(adversarialRuns),
    timed: coverageWorth(timed),
    adversarial: coverageWorth(adversarial),
    addedBySecondHalf: addedBySecondHalf(growth),
  };
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
