/** The replicated log (section 5.3): an immutable list, entry i of the paper at `log[i - 1]`. */
import { NO_TERM, type LogIndex, type Term } from './numbers.ts';

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

export type Log = readonly Entry[];

export function lastIndex(log: Log): LogIndex {
  return log.length as LogIndex;
}

/** Term of the entry at `index`; 0 before the first entry and beyond the last. */
export function termAt(log: Log, index: LogIndex): Term {
  // Asked for with every heartbeat, and log[-1] is a slow way to find nothing.
  if (index === 0) return NO_TERM;
  return log[index - 1]?.term ?? NO_TERM;
}

export function lastTerm(log: Log): Term {
  return termAt(log, lastIndex(log));
}

/** The entries from `index` to the end. */
export function entriesFrom(log: Log, index: LogIndex): Log {
  return log.slice(index - 1);
}

/** AppendEntries, receiver's rule 2: "log contains an entry at prevLogIndex" of prevLogTerm. */
export function holds(log: Log, index: LogIndex, term: Term): boolean {
  return index === 0 || (index <= log.length && termAt(log, index) === term);
}

/**
 * AppendEntries, receiver's rules 3 and 4: an existing entry that conflicts with a new one goes,
 * with all that follow it; entries that are already there stay, so that an old message cannot cut
 * off what a newer one brought. Returns the same log when there is nothing new.
 */
export function merged(log: Log, prevLogIndex: LogIndex, entries: Log): Log {
  const firstNew = entries.findIndex((entry, offset) => {
    return log[prevLogIndex + offset]?.term !== entry.term;
  });
  if (firstNew === -1) return log;
  return [...log.slice(0, prevLogIndex + firstNew), ...entries.slice(firstNew)];
}
