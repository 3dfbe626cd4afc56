/** Leader election (sections 5.2 and 5.4.1): standing, voting, counting, leading. */
import { memberCount } from './configuration.ts';
import { electionTimer, type Effect, type Transition } from './effects.ts';
import { lastIndex, lastTerm } from './log.ts';
import type { RequestVote, VoteReply } from './messages.ts';
import { sizeOf } from './node-set.ts';
import type { NodeId } from './numbers.ts';
import { heartbeats } from './replication.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';
import { answered, sendToPeers } from './transition.ts';

/** "If election timeout elapses: start new election", unless one is the leader already. */
export function onElectionTimeout(rules: RaftRules, state: RaftState): Transition {
  if (state.role === 'leader') return { state, effects: [] };
  const candidate = rules.standForElection(state);
  const request: RequestVote = {
    kind: 'requestVote',
    term: candidate.currentTerm,
    candidateId: candidate.identity.self,
    lastLogIndex: lastIndex(candidate.log),
    lastLogTerm: lastTerm(candidate.log),
  };
  const effects = [electionTimer(state.identity.timing), ...sendToPeers(candidate, request)];
  return leadIfElected(rules, candidate, effects);
}

/** RequestVote, the receiver's side. */
export function onRequestVote(
  rules: RaftRules,
  state: RaftState,
  from: NodeId,
  request: RequestVote,
): Transition {
  const voteGranted = rules.mayVote(state, request) && rules.isUpToDate(state.log, request);
  const after = voteGranted ? votedFor(state, request.candidateId) : state;
  const message: VoteReply = { kind: 'voteReply', term: after.currentTerm, voteGranted };
  const reply: Effect = { kind: 'send', to: from, message };
  return { state: after, effects: answered(rules, after, request, voteGranted, reply) };
}

/** A vote, or a refusal, which may have carried a higher term. */
export function onVoteReply(
  rules: RaftRules,
  state: RaftState,
  from: NodeId,
  reply: VoteReply,
): Transition {
  if (!rules.countsVote(state, reply)) return { state, effects: [] };
  const votesGranted = rules.addVote(state.votesGranted, from);
  if (votesGranted === state.votesGranted) return { state, effects: [] };
  const counted = draftOf(state);
  counted.votesGranted = votesGranted;
  return leadIfElected(rules, counted, []);
}

/** "If votes received from majority of servers: become leader". */
function leadIfElected(
  rules: RaftRules,
  state: RaftState,
  otherwise: readonly Effect[],
): Transition {
  const isElected = sizeOf(state.votesGranted) >= rules.majority(memberCount(state.identity));
  if (!isElected) return { state, effects: otherwise };
  const leader = rules.becomeLeader(state);
  return { state: leader, effects: heartbeats(rules, leader) };
}

function votedFor(state: RaftState, candidate: NodeId): RaftState {
  if (state.votedFor === candidate) return state;
  const voter = draftOf(state);
  voter.votedFor = candidate;
  return voter;
}
