/** Elections: asking for votes, granting them, counting them. */
import type { Effect, Transition } from '../../simulator/target.ts';
import type { NodeId } from '../../trace/view.ts';
import { startLoop } from './heartbeat-loop.ts';
import type { RequestVote, VoteReply } from './messages.ts';
import { adopted, renewed, type TutorialState } from './state.ts';

/** Next term, own vote, a count of one, and every peer is asked at once. */
export function startElection(
  before: TutorialState,
  nowMs: number | null,
): Transition<TutorialState> {
  const { self, nodes } = before.identity;
  const term = before.currentTerm + 1;
  const effects: Effect[] = [];
  const voteCalls = [...before.voteCalls];
  let { calls } = before;
  for (let peer = 1; peer <= nodes; peer += 1) {
    if (peer === self) continue;
    calls += 1;
    voteCalls.push(calls);
    effects.push({ kind: 'send', to: peer, message: requestVote(self, term, calls) });
  }
  const state = renewed(before, nowMs);
  return {
    state: {
      ...state,
      role: 'candidate',
      currentTerm: term,
      votedFor: self,
      votes: 1,
      calls,
      voteCalls,
    },
    effects,
  };
}

function requestVote(candidateId: NodeId, term: number, call: number): RequestVote {
  return { kind: 'requestVote', term, candidateId, lastLogIndex: 0, lastLogTerm: 0, call };
}

/** A vote goes to one candidate per term; granting it renews the timer. */
export function onRequestVote(
  before: TutorialState,
  from: NodeId,
  request: RequestVote,
  nowMs: number | null,
): Transition<TutorialState> {
  const state = request.term > before.currentTerm ? adopted(before, request.term) : before;
  const isFree = state.votedFor === null || state.votedFor === request.candidateId;
  const voteGranted = request.term === state.currentTerm && isFree;
  const { call } = request;
  const reply: VoteReply = { kind: 'voteReply', term: state.currentTerm, voteGranted, call };
  const after = voteGranted ? renewed({ ...state, votedFor: request.candidateId }, nowMs) : state;
  return { state: after, effects: [{ kind: 'send', to: from, message: reply }] };
}

/**
 * Defect b: a granted vote is counted whatever has become of the election that it answers, and each
 * vote that finds the count past half makes the node leader, whatever it is by now, and starts a
 * heartbeat loop, even beside another one. A refusal is ignored, and so is the term that it bears.
 */
export function onVoteReply(before: TutorialState, reply: VoteReply): Transition<TutorialState> {
  if (!before.voteCalls.includes(reply.call)) return { state: before, effects: [] };
  const voteCalls = before.voteCalls.filter((call) => call !== reply.call);
  if (!reply.voteGranted) return { state: { ...before, voteCalls }, effects: [] };
  const state = { ...before, voteCalls, votes: before.votes + 1 };
  const isPastHalf = state.votes > state.identity.nodes / 2;
  return isPastHalf ? startLoop({ ...state, role: 'leader' }) : { state, effects: [] };
}
