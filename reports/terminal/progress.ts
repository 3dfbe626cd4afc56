/** One line that says how far a hunt has come, and whether its runs mean anything. */
import type { HuntProgress } from '../../search/hunting/tally.ts';
import { clock, short } from './numbers.ts';
import { PAGE_COLUMNS } from './page.ts';

export interface HuntClock {
  readonly target: string;
  readonly elapsedMs: number;
  /** Null without a limit of time. */
  readonly budgetMs: number | null;
  /** Null without a limit of runs. */
  readonly maxRuns: number | null;
}

/** Plain text of at most 100 columns; what matters least is left out first. */
export function progressLine(progress: HuntProgress | null, at: HuntClock): string {
  const { target, elapsedMs, budgetMs } = at;
  const until = budgetMs === null ? '' : `/${clock(budgetMs)}`;
  const parts = [`${clock(elapsedMs)}${until}  ${target}`, ...partsOf(progress, at)];
  return parts.reduce((line, part) => {
    const longer = `${line}  ${part}`;
    return longer.length <= PAGE_COLUMNS ? longer : line;
  });
}

/** Most important first. */
function partsOf(progress: HuntProgress | null, { elapsedMs, maxRuns }: HuntClock): string[] {
  if (progress === null) return [];
  const { runs, adversarialRuns, runsWithLeader, splitVotes, faults, phase, found } = progress;
  if (runs + adversarialRuns === 0) return [];
  const rate = short(((runs + adversarialRuns) * 1000) / Math.max(1, elapsedMs));
  const of = maxRuns === null ? '' : ` of ${short(maxRuns)}`;
  const timed = [
    `leaders ${Math.round((100 * runsWithLeader) / runs)}%`,
    `split votes ${(splitVotes / runs).toFixed(1)}/run`,
    `faults ${(faults / runs).toFixed(1)}/run`,
  ];
  return [
    ...(runs > 0 ? [`${short(runs)}${of} timed runs`] : []),
    ...(adversarialRuns > 0 ? [`${short(adversarialRuns)} adversarial`] : []),
    `${rate}/s`,
    ...(phase === 'shrinking' ? ['shrinking'] : []),
    ...(found > 0 ? [`found ${found}`] : []),
    ...(runs > 0 ? timed : []),
  ];
}
