/** Logs as the election restriction compares them (section 5.4.1), and as AppendEntries does. */
import type { LogEntry } from '../../trace/view.ts';

/** "The log with the later term is more up-to-date", else "whichever log is longer". */
export function isAhead(own: readonly LogEntry[], other: readonly LogEntry[]): boolean {
  const [ownTerm, otherTerm] = [own.at(-1)?.term ?? 0, other.at(-1)?.term ?? 0];
  return ownTerm === otherTerm ? own.length > other.length : ownTerm > otherTerm;
}

/**
 * "Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm"
 * (Figure 2): what a follower's log has in that place; begins with `though` if that matches.
 */
export function mismatchText(log: readonly LogEntry[], index: number, term: number): string {
  if (index === 0) return 'though every log agrees on index 0';
  const entry = log[index - 1];
  if (entry === undefined) {
    return log.length === 0 ? 'its log was empty' : `its log ended with ${lastEntryText(log)}`;
  }
  if (entry.term === term) return `though its log had entry ${index} of term ${term}`;
  return `its entry ${index} was of term ${entry.term}`;
}

/** `entry 3 of term 2`: the last of a log. */
export function lastEntryText(log: readonly LogEntry[]): string {
  const last = log.at(-1);
  return last === undefined ? 'no entry' : `entry ${log.length} of term ${last.term}`;
}

/** `[x@1 y@2]`: commands, each with its term; a long log by its end. */
export function entriesText(entries: readonly LogEntry[]): string {
  const shown = entries.slice(-ENTRIES_SHOWN).map(({ command, term }) => `${command}@${term}`);
  return `[${entries.length > ENTRIES_SHOWN ? '… ' : ''}${shown.join(' ')}]`;
}

const ENTRIES_SHOWN = 6;

/** The first index at which two logs differ; null if they are the same. */
export function firstDifference(
  one: readonly LogEntry[],
  other: readonly LogEntry[],
): number | null {
  const length = Math.max(one.length, other.length);
  for (let slot = 0; slot < length; slot += 1) {
    const [here, there] = [one[slot], other[slot]];
    if (here?.term !== there?.term || here?.command !== there?.command) return slot + 1;
  }
  return null;
}
