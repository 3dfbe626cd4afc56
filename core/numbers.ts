/** The three kinds of number that Raft must never mix up. */

declare const brand: unique symbol;

/** A term: "a logical clock" (section 5.1). The first election starts term 1. */
export type Term = number & { readonly [brand]: 'Term' };

/** A place in the log, counted from 1 as in the paper; 0 is the place before the first entry. */
export type LogIndex = number & { readonly [brand]: 'LogIndex' };

/** A server's number, from 1 to the size of the cluster. */
export type NodeId = number;

export const NO_TERM = 0 as Term;
export const NO_INDEX = 0 as LogIndex;

export function nextTerm(term: Term): Term {
  return (term + 1) as Term;
}

/** The index `distance` places after `index`, or before it when negative. */
export function shifted(index: LogIndex, distance: number): LogIndex {
  return (index + distance) as LogIndex;
}
