/**
 * A small election to begin with: replace it with yours. A node is plain data, and a step returns
 * the next state and what it wants done; it uses no clock, no random numbers and no network.
 * For code with timers and promises, see "Code with timers and promises" in
 * node_modules/whitewater/docs/BRING-YOUR-OWN.md.
 */
import { pure, type Effect, type Identity, type Input, type Transition } from 'whitewater';

interface State extends Identity {
  readonly role: 'follower' | 'candidate' | 'leader';
  readonly term: number;
  /** The candidate that this node has voted for in this term. */
  readonly votedFor: number | null;
  readonly votes: readonly number[];
}

interface Message {
  readonly kind: 'vote?' | 'vote!' | 'leader';
  readonly term: number;
}

type Next = Transition<State, Message>;

export const election = pure<State, Message>({
  name: 'my-election',
  boot(identity) {
    const state: State = { ...identity, ...inTerm(0), role: 'follower' };
    return { state, effects: [waitForLeader(state)] };
  },
  step(before: State, input: Input<Message>): Next {
    if (input.kind === 'proposed') return { state: before, effects: [] };
    if (input.kind === 'timerFired') return before.role === 'leader' ? lead(before) : stand(before);
    const { from, message } = input;
    if (message.term < before.term) return { state: before, effects: [] };
    const isNewer = message.term > before.term;
    const state: State = isNewer
      ? { ...before, ...inTerm(message.term), role: 'follower' }
      : before;
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

function inTerm(term: number) {
  return { term, votedFor: null, votes: [] };
}

function stand(before: State): Next {
  const { self, term } = before;
  const state: State = {
    ...before,
    role: 'candidate',
    term: term + 1,
    votedFor: self,
    votes: [self],
  };
  return { state, effects: [...toOthers(state, 'vote?'), waitForLeader(state)] };
}

/** One vote per term. Try what is found without this condition. */
function answer(before: State, candidate: number): Next {
  const mayVote = before.votedFor === null || before.votedFor === candidate;
  if (!mayVote) return { state: before, effects: [] };
  const state: State = { ...before, votedFor: candidate };
  const message = { kind: 'vote!', term: state.term } as const;
  return { state, effects: [{ kind: 'send', to: candidate, message }, waitForLeader(state)] };
}

function count(before: State, voter: number): Next {
  const votes = [...before.votes.filter((known) => known !== voter), voter];
  const state: State = { ...before, votes };
  const isElected = state.role === 'candidate' && votes.length * 2 > state.nodes;
  return isElected ? lead({ ...state, role: 'leader' }) : { state, effects: [] };
}

function follow(before: State): Next {
  const state: State = { ...before, role: 'follower' };
  return { state, effects: [waitForLeader(state)] };
}

function lead(state: State): Next {
  const { heartbeatMs } = state.timing;
  const timer = 'next';
  const again = { kind: 'setTimer', timer, minMs: heartbeatMs, maxMs: heartbeatMs } as const;
  return { state, effects: [...toOthers(state, 'leader'), again] };
}

function waitForLeader({ timing }: State): Effect<Message> {
  const { electionTimeoutMinMs: minMs, electionTimeoutMaxMs: maxMs } = timing;
  return { kind: 'setTimer', timer: 'next', minMs, maxMs };
}

function toOthers({ self, nodes, term }: State, kind: Message['kind']): Effect<Message>[] {
  const all = Array.from({ length: nodes }, (_, index) => index + 1);
  return all
    .filter((to) => to !== self)
    .map((to) => ({ kind: 'send', to, message: { kind, term } }));
}
