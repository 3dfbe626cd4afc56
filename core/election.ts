/** Leader election (sections 5.2 and 5.4.1): standing, voting, counting, leading. */
import { sendToPeers, transition } from './transition.ts';
import { electionTimer, type Effect, type Transition } from './effects.ts';
import { lastIndex, lastTerm } from './log.ts';
import type { RequestVote, VoteReply } from './messages.ts';
import { NOBODY, sizeOf } from './node-set.ts';
import { NO_INDEX, shifted, type LogIndex, type NodeId } from './numbers.ts';
import { heartbeats } from './replication.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';

/** "If election timeout elapses: start new election", unless one is the leader already. */
export function onElectionTimeout(rules: RaftRules, state: RaftState): Transition {
  if (state.role === 'leader') return transition(rules, state, state, []);
  const candidate = rules.standForElection(state);
  const request: RequestVote = {
    kind: 'requestVote',
    term: candidate.currentTerm,
    candidateId: candidate.identity.self,
    lastLogIndex: lastIndex(candidate.log),
    lastLogTerm: lastTerm(candidate.log),
  };
  const effects = [electionTimer(state.identity.timing), ...sendToPeers(candidate, request)];
  return leadIfElected(rules, state, candidate, effects);
}

/** RequestVote, the receiver's side. */
export function onRequestVote(
  rules: RaftRules,
  before: RaftState,
  from: NodeId,
  request: RequestVote,
): Transition {
  const state = request.term > before.currentTerm ? rules.adoptTerm(before, request.term) : before;
  const voteGranted =
    !rules.isStale(state, request.term) &&
    rules.mayVote(state, request) &&
    rules.isUpToDate(state.log, request);
  const after = voteGranted ? votedFor(state, request.candidateId) : state;
  const reply: VoteReply = { kind: 'voteReply', term: after.currentTerm, voteGranted };
  const send: Effect = { kind: 'send', to: from, message: reply };
  const renewsTimer = voteGranted && after.role !== 'leader';
  const effects = renewsTimer ? [electionTimer(after.identity.timing), send] : [send];
  return transition(rules, before, after, effects);
}

/** A vote, or a refusal that may bring news of a higher term. */
export function onVoteReply(
  rules: RaftRules,
  before: RaftState,
  from: NodeId,
  reply: VoteReply,
): Transition {
  const state = reply.term > before.currentTerm ? rules.adoptTerm(before, reply.term) : before;
  if (!rules.countsVote(state, reply)) return transition(rules, before, state, []);
  const votesGranted = rules.tally(state.votesGranted, from);
  if (votesGranted === state.votesGranted) return transition(rules, before, state, []);
  const counted = draftOf(state);
  counted.votesGranted = votesGranted;
  return leadIfElected(rules, before, counted, []);
}

/** "If votes received from majority of servers: become leader". */
function leadIfElected(
  rules: RaftRules,
  before: RaftState,
  state: RaftState,
  otherwise: readonly Effect[],
): Transition {
  const elected = sizeOf(state.votesGranted) >= rules.majority(state.identity.nodes);
  if (!elected) return transition(rules, before, state, otherwise);
  const leader = becomeLeader(state);
  return transition(rules, before, leader, heartbeats(leader));
}

function votedFor(state: RaftState, candidate: NodeId): RaftState {
  if (state.votedFor === candidate) return state;
  const voter = draftOf(state);
  voter.votedFor = candidate;
  return voter;
}

/** Figure 2: nextIndex starts at "leader last log index + 1", matchIndex at 0. */
function becomeLeader(state: RaftState): RaftState {
  const { nodes, self } = state.identity;
  const last = lastIndex(state.log);
  const leader = draftOf(state);
  leader.role = 'leader';
  leader.votesGranted = NOBODY;
  leader.nextIndex = new Array<LogIndex>(nodes).fill(shifted(last, 1));
  leader.matchIndex = new Array<LogIndex>(nodes).fill(NO_INDEX).with(self - 1, last);
  leader.heardFrom = NOBODY;
  return leader;
}
