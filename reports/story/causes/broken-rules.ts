/** Which rule of Raft was broken first on the way to logs or leaders that should not be. */
import type { TraceIndex } from '../trace-index.ts';
import type { Cause } from './cause.ts';
import { committedBeyond } from './committed-beyond.ts';
import { unfoundedCommits } from './counted-replicas.ts';
import { wrongLeaders } from './elections.ts';
import { keptTail } from './kept-tail.ts';
import { voteForShorterLog } from './shorter-log.ts';
import { staleLeaderObeyed } from './stale-leader.ts';
import { unmatchedAppend } from './unmatched-append.ts';

/** Of the steps that led to the violation; the earliest, as what follows may come of it. */
export function brokenRules(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = [
    ...wrongLeaders(index, past),
    ...voteForShorterLog(index, past),
    ...staleLeaderObeyed(index, past),
    ...unmatchedAppend(index, past),
    ...unfoundedCommits(index, past),
    ...committedBeyond(index, past),
    ...keptTail(index, past),
  ];
  const byStep = causes.sort((one, other) => firstStep(one) - firstStep(other));
  return byStep.slice(0, 1);
}

function firstStep({ lines }: Cause): number {
  return Math.min(...lines.map(({ step }) => step));
}
