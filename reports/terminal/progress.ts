/** One line that says how far a hunt has come, and whether its runs mean anything. */
import cliTruncate from 'cli-truncate';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import { printable } from '../../trace/printable.ts';
import { clock, short } from './numbers.ts';
import { columnsOf } from './page.ts';

export interface HuntClock {
  readonly target: string;
  /** Of hunting: it stands still while what was found is shrunk. */
  readonly elapsedMs: number;
  /** Null while it hunts. */
  readonly shrinkingMs: number | null;
  /** Processor time of all threads since the start. */
  readonly cpuMs: number;
  /** Null without a limit of time. */
  readonly budgetMs: number | null;
  /** Null without a limit of runs. */
  readonly maxRuns: number | null;
}

/** Plain text for one row; what matters least is left out first. */
export function progressLine(
  progress: HuntProgress | null,
  at: HuntClock,
  columns: number,
): string {
  const { target, elapsedMs, budgetMs } = at;
  const until = budgetMs === null ? '' : `/${clock(budgetMs)}`;
  const parts = [`${clock(elapsedMs)}${until}  ${target}`, ...partsOf(progress, at)];
  const line = parts.reduce((shorter, part) => {
    const longer = `${shorter}  ${part}`;
    return columnsOf(longer) <= columns ? longer : shorter;
  });
  return oneRow(line, columns);
}

/** A text that takes one row: its end gives way to an ellipsis where it is too long. */
export function oneRow(text: string, columns: number): string {
  const row = printable(text);
  return columnsOf(row) <= columns ? row : cliTruncate(row, columns);
}

/** Most important first. */
function partsOf(progress: HuntProgress | null, at: HuntClock): string[] {
  if (progress === null) return [];
  const { elapsedMs, shrinkingMs, cpuMs, maxRuns } = at;
  const { runs, adversarialRuns, runsWithLeader, splitVotes, faults, found } = progress;
  if (runs + adversarialRuns === 0) return [];
  const rate = short(((runs + adversarialRuns) * 1000) / Math.max(1, elapsedMs));
  const of = maxRuns === null ? '' : ` of ${short(maxRuns)}`;
  const timed = [
    `leaders ${Math.round((100 * runsWithLeader) / runs)}%`,
    `split votes ${(splitVotes / runs).toFixed(1)}/run`,
    `faults ${(faults / runs).toFixed(1)}/run`,
  ];
  return [
    ...(found > 0 ? [`found ${found}`] : []),
    ...(shrinkingMs === null ? [] : [`shrinking ${clock(shrinkingMs)}`]),
    ...(runs > 0 ? [`${short(runs)}${of} timed runs`] : []),
    ...(adversarialRuns > 0 ? [`${short(adversarialRuns)} adversarial`] : []),
    `${rate}/s`,
    `cpu ${clock(cpuMs)}`,
    ...(runs > 0 ? timed : []),
  ];
}
