/** A voter that knew more than the candidate it elected (section 5.4.1). */
import { nodeName } from '../../../trace/view.ts';
import { isAhead, lastEntryText } from '../logs.ts';
import type { TraceIndex } from '../trace-index.ts';
import { votesGiven } from '../votes.ts';
import { causeAt, type Cause } from './cause.ts';

/** The first such vote among the steps that led to the violation. */
export function voteForShorterLog(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const causes = votesGiven(index).flatMap(({ voter, candidate, line }): Cause[] => {
    const { event, before } = line;
    if (!past.has(line.step) || event.kind !== 'received') return [];
    const asked = index.senderOf(event)?.after?.log;
    const own = before?.log;
    if (asked === undefined || own === undefined || !isAhead(own, asked)) return [];
    const who = `${nodeName(voter)} voted for ${nodeName(candidate)}`;
    const logs = `${lastEntryText(own)} against ${lastEntryText(asked)}`;
    const why = `although its own log was more up-to-date: ${logs}`;
    return [causeAt(line, (at) => `${who} ${at} ${why}.`)];
  });
  return causes.slice(0, 1);
}
