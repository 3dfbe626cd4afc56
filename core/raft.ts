/**
 * Raft as two pure functions (Ongaro and Ousterhout, "In Search of an Understandable Consensus
 * Algorithm", Figure 2). No clock, no luck, no disk, no network: what happens comes in as input,
 * what must happen goes out as effects.
 */
import { isPeer } from './configuration.ts';
import { onElectionTimeout, onRequestVote, onVoteReply } from './election.ts';
import { electionTimer, type Input, type TimerName, type Transition } from './effects.ts';
import { onHeartbeat, onProposed, onQuorumCheck } from './leadership.ts';
import type { Message } from './messages.ts';
import type { NodeId } from './numbers.ts';
import { onAppendEntries, onAppendReply } from './replication.ts';
import type { RaftRules } from './rules.ts';
import { EMPTY_DISK, restoredState, type Identity, type PersistentState } from './state.ts';
import type { RaftState } from './state.ts';
import { concluded } from './transition.ts';

/** A server boots, for the first time (`durable` is null) or after a crash. */
export function boot(identity: Identity, durable: PersistentState | null): Transition {
  const state = restoredState(identity, durable ?? EMPTY_DISK);
  return { state, effects: [electionTimer(identity.timing)] };
}

/** A server takes one step. Total: every input has an answer in every role, if only silence. */
export function step(rules: RaftRules, state: RaftState, input: Input): Transition {
  return concluded(rules, state, handled(rules, state, input));
}

function handled(rules: RaftRules, state: RaftState, input: Input): Transition {
  switch (input.kind) {
    case 'received':
      return onMessage(rules, state, input.from, input.message);
    case 'timerFired':
      return onTimer(rules, state, input.timer);
    case 'proposed':
      return onProposed(rules, state, input.command);
  }
}

function onTimer(rules: RaftRules, state: RaftState, timer: TimerName): Transition {
  switch (timer) {
    case 'election':
      return onElectionTimeout(rules, state);
    case 'heartbeat':
      return onHeartbeat(rules, state);
    case 'quorumCheck':
      return onQuorumCheck(rules, state);
  }
}

/** A higher term is learned first, from any message; then the message is handled in that term. */
function onMessage(
  rules: RaftRules,
  before: RaftState,
  from: NodeId,
  message: Message,
): Transition {
  if (!isPeer(before.identity, from)) return { state: before, effects: [] };
  const isNews = rules.learnsTerm(before, message);
  const state = isNews ? rules.adoptTerm(before, message.term) : before;
  switch (message.kind) {
    case 'requestVote':
      return onRequestVote(rules, state, from, message);
    case 'voteReply':
      return onVoteReply(rules, state, from, message);
    case 'appendEntries':
      return onAppendEntries(rules, state, from, message);
    case 'appendReply':
      return onAppendReply(rules, state, from, message);
  }
}
