/** Comparing logs. Indices count from 1, as in the paper. */
import type { LogEntry } from '../trace/view.ts';

type Log = readonly LogEntry[];

/** Whether two entries are the same: term and command. */
export function isSameEntry(one: LogEntry | undefined, other: LogEntry | undefined): boolean {
  if (one === other) return true;
  return one?.term === other?.term && one?.command === other?.command;
}

/** The first index up to `upTo` at which two logs differ; 0 if there is none. */
export function firstDifference(one: Log, other: Log, upTo: number): number {
  for (let index = 1; index <= upTo; index += 1) {
    if (!isSameEntry(one[index - 1], other[index - 1])) return index;
  }
  return 0;
}

/** The highest index at which both logs hold an entry of the same term; 0 if there is none. */
export function lastSharedIndex(one: Log, other: Log): number {
  let index = Math.min(one.length, other.length);
  while (index > 0 && one[index - 1]?.term !== other[index - 1]?.term) index -= 1;
  return index;
}

/** The first index whose entry has a lower term than the one before it; 0 if there is none. */
export function firstTermDrop(log: Log): number {
  for (let index = 2; index <= log.length; index += 1) {
    if ((log[index - 1]?.term ?? 0) < (log[index - 2]?.term ?? 0)) return index;
  }
  return 0;
}
