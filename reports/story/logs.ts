/** Logs as the election restriction compares them (section 5.4.1). */
import type { LogEntry } from '../../trace/view.ts';

/** "The log with the later term is more up-to-date", else "whichever log is longer". */
export function isAhead(own: readonly LogEntry[], other: readonly LogEntry[]): boolean {
  const [ownTerm, otherTerm] = [own.at(-1)?.term ?? 0, other.at(-1)?.term ?? 0];
  return ownTerm === otherTerm ? own.length > other.length : ownTerm > otherTerm;
}

/** Why AppendEntries may have been refused: what the logs of follower and leader end with. */
export function logsText(own: readonly LogEntry[], leaders: readonly LogEntry[]): string {
  const [here, there] = [lastEntryText(own), lastEntryText(leaders)];
  if (here === there) return `though both logs end with ${here}`;
  return `its log ends with ${here}, the sender's with ${there}`;
}

/** `entry 3 of term 2`: the last of a log. */
export function lastEntryText(log: readonly LogEntry[]): string {
  const last = log.at(-1);
  return last === undefined ? 'no entry' : `entry ${log.length} of term ${last.term}`;
}
