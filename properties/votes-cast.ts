/**
 * Whom each node voted for in each term: seen on the wire (a granted reply; a request, which says
 * that its sender votes for itself) and in its view (votedFor). Remembered over crashes.
 */
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { aboveTerm, everyTerm, ofTerm, withTerm, type ByTerm } from './by-term.ts';
import type { Because, Moment } from './property.ts';

/** What a node did with its vote of a term. */
export type Mark =
  | (MarkOf<'voted'> & { readonly candidate: NodeId })
  /** Its votedFor became null within the term. */
  | MarkOf<'forgot'>
  /** After a crash its disk no longer held the vote. */
  | MarkOf<'lost'>;

interface MarkOf<Kind extends string> {
  readonly kind: Kind;
  readonly voter: NodeId;
  readonly step: number;
}

/** Per term the marks of all voters, in the order in which they were made. */
export type VotesCast = ByTerm<readonly Mark[]>;

const NO_MARKS: readonly Mark[] = [];

/** The candidates that a node voted for in a term; more than one is one too many. */
export function candidatesOf(cast: VotesCast, term: number, voter: NodeId): NodeId[] {
  const candidates: NodeId[] = [];
  for (const mark of ofTerm(cast, term) ?? NO_MARKS) {
    if (mark.kind === 'voted' && mark.voter === voter) candidates.push(mark.candidate);
  }
  return candidates;
}

/** Whether a node voted for this candidate in a term. */
export function hasVotedFor(
  cast: VotesCast,
  term: number,
  voter: NodeId,
  candidate: NodeId,
): boolean {
  for (const mark of ofTerm(cast, term) ?? NO_MARKS) {
    const isVote = mark.kind === 'voted' && mark.voter === voter;
    if (isVote && mark.candidate === candidate) return true;
  }
  return false;
}

/** Whom each node voted for in each term, without how and when. */
export function votesOf(cast: VotesCast): unknown {
  return everyTerm(cast).map(({ term, value }) => {
    const votes = value.flatMap((mark) =>
      mark.kind === 'voted' ? [`${nodeName(mark.voter)} for ${nodeName(mark.candidate)}`] : [],
    );
    return [term, votes.sort()];
  });
}

/** A requestVote or voteReply was sent. */
export function castOnWire(cast: VotesCast, moment: Moment): VotesCast {
  const { event, node } = moment;
  if (event.kind !== 'received') return cast;
  const { meaning } = event;
  if (meaning.kind === 'requestVote') return withVote(cast, meaning.term, node, node, moment);
  const isVote = meaning.kind === 'voteReply' && meaning.voteGranted;
  return isVote ? withVote(cast, meaning.term, node, event.node, moment) : cast;
}

/** A node's standing changed: it may show a vote, or no longer show one. */
export function castInView(cast: VotesCast, moment: Moment): VotesCast {
  const { event, node: voter, before, after, step } = moment;
  if (after === null) return cast;
  const known = event.kind === 'booted' ? withLosses(cast, after, voter, step) : cast;
  if (after.votedFor !== null) {
    return withVote(known, after.currentTerm, voter, after.votedFor, moment);
  }
  const forgot = before?.currentTerm === after.currentTerm && before.votedFor !== null;
  return forgot ? withMark(known, after.currentTerm, { kind: 'forgot', voter, step }) : known;
}

/** The story of a node's vote in a term, as clauses of a witness. */
export function voteStory(cast: VotesCast, term: number, voter: NodeId): Because[] {
  const name = nodeName(voter);
  const marks = (ofTerm(cast, term) ?? NO_MARKS).filter((mark) => mark.voter === voter);
  return marks.map((mark) => {
    const { step } = mark;
    switch (mark.kind) {
      case 'voted': {
        const candidate = mark.candidate === voter ? 'itself' : nodeName(mark.candidate);
        return { step, text: `${name} voted for ${candidate} in term ${term}` };
      }
      case 'forgot':
        return { step, text: `${name} forgot its vote of term ${term}` };
      case 'lost':
        return { step, text: `${name} came back from a crash without its vote of term ${term}` };
    }
  });
}

function withVote(
  cast: VotesCast,
  term: number,
  voter: NodeId,
  candidate: NodeId,
  { step }: Moment,
): VotesCast {
  if (hasVotedFor(cast, term, voter, candidate)) return cast;
  const marks = ofTerm(cast, term) ?? NO_MARKS;
  return withTerm(cast, term, [...marks, { kind: 'voted', voter, candidate, step }]);
}

/** Adds that a vote was given up, if one is known that was not given up before. */
function withMark(cast: VotesCast, term: number, mark: Mark): VotesCast {
  const marks = ofTerm(cast, term) ?? NO_MARKS;
  const latest = marks.findLast(({ voter }) => voter === mark.voter);
  return latest?.kind === 'voted' ? withTerm(cast, term, [...marks, mark]) : cast;
}

/** A node has booted: votes of its term or a later one that it does not show are lost. */
function withLosses(cast: VotesCast, view: NodeView, voter: NodeId, step: number): VotesCast {
  const lowest = view.votedFor === null ? view.currentTerm : view.currentTerm + 1;
  return aboveTerm(cast, lowest - 1).reduce<VotesCast>(
    (known, { term }) => withMark(known, term, { kind: 'lost', voter, step }),
    cast,
  );
}
