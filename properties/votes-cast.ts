/**
 * Whom each node voted for in each term: seen on the wire (a granted reply; a request, which says
 * that its sender votes for itself) and in its view (votedFor). Remembered over crashes.
 */
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { aboveTerm, ofTerm, withTerm, type ByTerm } from './by-term.ts';
import type { Because, Moment } from './property.ts';

/** What a node did with its vote of a term. */
export type Mark =
  | { readonly kind: 'voted'; readonly candidate: NodeId; readonly step: number }
  /** Its votedFor became null within the term. */
  | { readonly kind: 'forgot'; readonly step: number }
  /** After a crash its disk no longer held the vote. */
  | { readonly kind: 'lost'; readonly step: number };

/** Per term the marks of every voter, n1's first. */
export type VotesCast = ByTerm<readonly (readonly Mark[])[]>;

/** The candidates that a node voted for in a term; more than one is one too many. */
export function candidatesOf(cast: VotesCast, term: number, voter: NodeId): NodeId[] {
  const candidates: NodeId[] = [];
  for (const mark of marksOf(cast, term, voter)) {
    if (mark.kind === 'voted') candidates.push(mark.candidate);
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
  for (const mark of marksOf(cast, term, voter)) {
    if (mark.kind === 'voted' && mark.candidate === candidate) return true;
  }
  return false;
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
  const { event, node, before, after, step } = moment;
  if (after === null) return cast;
  const known = event.kind === 'booted' ? withLosses(cast, after, node, step) : cast;
  if (after.votedFor !== null) {
    return withVote(known, after.currentTerm, node, after.votedFor, moment);
  }
  const forgot = before?.currentTerm === after.currentTerm && before.votedFor !== null;
  return forgot ? withMark(known, after.currentTerm, node, { kind: 'forgot', step }) : known;
}

/** The story of a node's vote in a term, as clauses of a witness. */
export function voteStory(cast: VotesCast, term: number, voter: NodeId): Because[] {
  const name = nodeName(voter);
  return marksOf(cast, term, voter).map((mark) => {
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

function marksOf(cast: VotesCast, term: number, voter: NodeId): readonly Mark[] {
  return ofTerm(cast, term)?.[voter - 1] ?? [];
}

function withVote(
  cast: VotesCast,
  term: number,
  voter: NodeId,
  candidate: NodeId,
  { views, step }: Moment,
): VotesCast {
  if (hasVotedFor(cast, term, voter, candidate)) return cast;
  const ballot = ofTerm(cast, term) ?? views.map(() => []);
  return withTerm(cast, term, appended(ballot, voter, { kind: 'voted', candidate, step }));
}

/** Adds that a vote was given up, if one is known that was not given up before. */
function withMark(cast: VotesCast, term: number, voter: NodeId, mark: Mark): VotesCast {
  const ballot = ofTerm(cast, term);
  const isHeld = ballot?.[voter - 1]?.at(-1)?.kind === 'voted';
  return ballot === undefined || !isHeld
    ? cast
    : withTerm(cast, term, appended(ballot, voter, mark));
}

/** A node has booted: votes of its term or a later one that it does not show are lost. */
function withLosses(cast: VotesCast, view: NodeView, voter: NodeId, step: number): VotesCast {
  const lowest = view.votedFor === null ? view.currentTerm : view.currentTerm + 1;
  return aboveTerm(cast, lowest - 1).reduce<VotesCast>(
    (known, { term }) => withMark(known, term, voter, { kind: 'lost', step }),
    cast,
  );
}

function appended(
  ballot: readonly (readonly Mark[])[],
  voter: NodeId,
  mark: Mark,
): readonly (readonly Mark[])[] {
  return ballot.with(voter - 1, [...(ballot[voter - 1] ?? []), mark]);
}
