/**
 * A leader election that is not Raft: whoever hears of no leader for a while asks all others
 * whether it may lead the next epoch, and leads it once more than half of all have said yes.
 */
import { pure, type Effect, type Identity, type Input, type Transition } from 'whitewater';

interface State extends Identity {
  readonly role: 'follower' | 'candidate' | 'leader';
  readonly epoch: number;
  /** Whom this node has said yes to in this epoch. */
  readonly choice: number | null;
  /** Who has said yes to this node in this epoch. */
  readonly supporters: readonly number[];
}

interface Message {
  readonly kind: 'mayILead' | 'yes' | 'iLead';
  readonly epoch: number;
}

type Next = Transition<State, Message>;

/** It says yes to whoever asks. */
export const naiveElection = election('naive-election', () => true);

/** It says yes to one candidate per epoch. */
export const carefulElection = election('careful-election', ({ choice }, candidate) => {
  return choice === null || choice === candidate;
});

function election(name: string, maySayYes: (state: State, candidate: number) => boolean) {
  return pure<State, Message>({
    name,
    boot(identity) {
      const state = { ...identity, ...inEpoch(0), role: 'follower' } as const;
      return { state, effects: [awaitNews(state)] };
    },
    step(before: State, input: Input<Message>): Next {
      if (input.kind === 'proposed') return { state: before, effects: [] };
      if (input.kind === 'timerFired') return before.role === 'leader' ? lead(before) : ask(before);
      const { from, message } = input;
      if (message.epoch < before.epoch) return { state: before, effects: [] };
      const isNewer = message.epoch > before.epoch;
      const state: State = isNewer
        ? { ...before, ...inEpoch(message.epoch), role: 'follower' }
        : before;
      if (message.kind === 'iLead') return obey(state);
      if (message.kind === 'yes') return count(state, from);
      return maySayYes(state, from) ? sayYes(state, from) : { state, effects: [] };
    },
    view: ({ role, epoch, choice }) => ({ role, currentTerm: epoch, votedFor: choice }),
    classify({ kind, epoch: term }) {
      if (kind === 'mayILead') return { kind: 'requestVote', term };
      if (kind === 'yes') return { kind: 'voteReply', term, voteGranted: true };
      return { kind: 'appendEntries', term };
    },
  });
}

function inEpoch(epoch: number) {
  return { epoch, choice: null, supporters: [] };
}

function ask(before: State): Next {
  const { self, epoch } = before;
  const own = { epoch: epoch + 1, choice: self, supporters: [self] };
  const state: State = { ...before, ...own, role: 'candidate' };
  return { state, effects: [...toOthers(state, 'mayILead'), awaitNews(state)] };
}

function sayYes(before: State, candidate: number): Next {
  const state = { ...before, choice: candidate };
  const message = { kind: 'yes', epoch: state.epoch } as const;
  return { state, effects: [{ kind: 'send', to: candidate, message }, awaitNews(state)] };
}

function count(before: State, supporter: number): Next {
  const supporters = [...before.supporters.filter((known) => known !== supporter), supporter];
  const state = { ...before, supporters };
  const isElected = state.role === 'candidate' && supporters.length * 2 > state.nodes;
  return isElected ? lead({ ...state, role: 'leader' }) : { state, effects: [] };
}

function obey(state: State): Next {
  return { state: { ...state, role: 'follower' }, effects: [awaitNews(state)] };
}

/** Tells all others, and will again. */
function lead(state: State): Next {
  const { heartbeatMs } = state.timing;
  const again = {
    kind: 'setTimer',
    timer: 'next',
    minMs: heartbeatMs,
    maxMs: heartbeatMs,
  } as const;
  return { state, effects: [...toOthers(state, 'iLead'), again] };
}

/** Setting a timer again replaces it. */
function awaitNews({ timing }: State): Effect<Message> {
  const { electionTimeoutMinMs: minMs, electionTimeoutMaxMs: maxMs } = timing;
  return { kind: 'setTimer', timer: 'next', minMs, maxMs };
}

function toOthers({ self, nodes, epoch }: State, kind: Message['kind']): Effect<Message>[] {
  const others = Array.from({ length: nodes }, (_, slot) => slot + 1).filter((to) => to !== self);
  return others.map((to) => ({ kind: 'send', to, message: { kind, epoch } }));
}
