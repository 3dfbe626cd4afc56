/** Messages as tests write them: only what matters is said. */
import type { AppendEntries, AppendReply, RequestVote, VoteReply } from '../../core/messages.ts';
import type { LogIndex, NodeId, Term } from '../../core/numbers.ts';
import { entries } from './servers.ts';

/** A candidate asks, with the last entry of its log. */
export function requestVote(
  candidateId: NodeId,
  term: number,
  last: { readonly index: number; readonly term: number } = { index: 0, term: 0 },
): RequestVote {
  return {
    kind: 'requestVote',
    term: term as Term,
    candidateId,
    lastLogIndex: last.index as LogIndex,
    lastLogTerm: last.term as Term,
  };
}

export function voteReply(term: number, voteGranted: boolean): VoteReply {
  return { kind: 'voteReply', term: term as Term, voteGranted };
}

/** What a leader says in an AppendEntries. */
export interface Append {
  readonly leader: NodeId;
  readonly term: number;
  /** The entry before the new ones: none unless told. */
  readonly prev?: { readonly index: number; readonly term: number };
  /** Terms of the new entries: none unless told, so a heartbeat. */
  readonly terms?: readonly number[];
  readonly commit?: number;
}

export function appendEntries({
  leader,
  term,
  prev,
  terms = [],
  commit = 0,
}: Append): AppendEntries {
  const { index: prevLogIndex, term: prevLogTerm } = prev ?? { index: 0, term: 0 };
  // Commands are named by place and term, so that equal terms at one place are one entry.
  const whole = entries([...new Array<number>(prevLogIndex).fill(0), ...terms]);
  return {
    kind: 'appendEntries',
    term: term as Term,
    leaderId: leader,
    prevLogIndex: prevLogIndex as LogIndex,
    prevLogTerm: prevLogTerm as Term,
    entries: whole.slice(prevLogIndex),
    leaderCommit: commit as LogIndex,
  };
}

/** On success the last index known to match, on failure the prevLogIndex that did not. */
export function appendReply(term: number, success: boolean, index: number): AppendReply {
  return { kind: 'appendReply', term: term as Term, success, index: index as LogIndex };
}
