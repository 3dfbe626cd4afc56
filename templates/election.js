/**
 * A small election to begin with: replace it with yours. A node is plain data, and a step returns
 * the next state and what it wants done; it uses no clock, no random numbers and no network.
 * For code with timers and promises, see "Code with timers and promises" in
 * node_modules/whitewater/docs/BRING-YOUR-OWN.md.
 */
import { pure } from 'whitewater';

export const election = pure({
  name: 'my-election',
  boot(identity) {
    const state = { ...identity, ...inTerm(0), role: 'follower' };
    return { state, effects: [waitForLeader(state)] };
  },
  step(before, input) {
    if (input.kind === 'proposed') return { state: before, effects: [] };
    if (input.kind === 'timerFired') return before.role === 'leader' ? lead(before) : stand(before);
    const { from, message } = input;
    if (message.term < before.term) return { state: before, effects: [] };
    const isNewer = message.term > before.term;
    const state = isNewer ? { ...before, ...inTerm(message.term), role: 'follower' } : before;
    if (message.kind === 'leader') return follow(state);
    return message.kind === 'vote!' ? count(state, from) : answer(state, from);
  },
  view: ({ role, term, votedFor }) => ({ role, currentTerm: term, votedFor }),
  classify({ kind, term }) {
    if (kind === 'vote?') return { kind: 'requestVote', term };
    if (kind === 'vote!') return { kind: 'voteReply', term, voteGranted: true };
    return { kind: 'appendEntries', term };
  },
});

function inTerm(term) {
  return { term, votedFor: null, votes: [] };
}

function stand(before) {
  const { self, term } = before;
  const state = {
    ...before,
    role: 'candidate',
    term: term + 1,
    votedFor: self,
    votes: [self],
  };
  return { state, effects: [...toOthers(state, 'vote?'), waitForLeader(state)] };
}

/** One vote per term. Try what is found without this condition. */
function answer(before, candidate) {
  const mayVote = before.votedFor === null || before.votedFor === candidate;
  if (!mayVote) return { state: before, effects: [] };
  const state = { ...before, votedFor: candidate };
  const message = { kind: 'vote!', term: state.term };
  return { state, effects: [{ kind: 'send', to: candidate, message }, waitForLeader(state)] };
}

function count(before, voter) {
  const votes = [...before.votes.filter((known) => known !== voter), voter];
  const state = { ...before, votes };
  const isElected = state.role === 'candidate' && votes.length * 2 > state.nodes;
  return isElected ? lead({ ...state, role: 'leader' }) : { state, effects: [] };
}

function follow(before) {
  const state = { ...before, role: 'follower' };
  return { state, effects: [waitForLeader(state)] };
}

function lead(state) {
  const { heartbeatMs } = state.timing;
  const timer = 'next';
  const again = { kind: 'setTimer', timer, minMs: heartbeatMs, maxMs: heartbeatMs };
  return { state, effects: [...toOthers(state, 'leader'), again] };
}

function waitForLeader({ timing }) {
  const { electionTimeoutMinMs: minMs, electionTimeoutMaxMs: maxMs } = timing;
  return { kind: 'setTimer', timer: 'next', minMs, maxMs };
}

function toOthers({ self, nodes, term }, kind) {
  const all = Array.from({ length: nodes }, (_, index) => index + 1);
  return all
    .filter((to) => to !== self)
    .map((to) => ({ kind: 'send', to, message: { kind, term } }));
}
