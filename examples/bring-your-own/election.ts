/**
 * A leader election that is not Raft: whoever hears of no leader for a while asks all others
 * whether it may lead the next epoch, and leads it once more than half of all have said yes.
 */
import { pure, type Identity, type Input, type PureTarget, type Transition } from 'whitewater';

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
type Effects = Next['effects'];

/** It says yes to whoever asks. */
export const naiveElection = election('naive-election', () => true);

/** It says yes to one candidate per epoch. */
export const carefulElection = election('careful-election', ({ choice }, candidate) => {
  return choice === null || choice === candidate;
});

type Rule = (state: State, candidate: number) => boolean;

function election(name: string, maySayYes: Rule): PureTarget {
  function boot(identity: Identity): Next {
    const state = {
      ...identity,
      role: 'follower',
      epoch: 0,
      choice: null,
      supporters: [],
    } as const;
    return { state, effects: [listen(state)] };
  }

  function step(before: State, input: Input<Message>): Next {
    if (input.kind === 'timerFired')
      return input.timer === 'silence' ? stand(before) : lead(before);
    if (input.kind === 'proposed' || input.message.epoch < before.epoch) return quiet(before);
    const { from, message } = input;
    const state = message.epoch > before.epoch ? follow(before, message.epoch) : before;
    switch (message.kind) {
      case 'mayILead':
        return maySayYes(state, from) ? support(state, from) : quiet(state);
      case 'yes':
        return state.role === 'candidate' ? count(state, from) : quiet(state);
      case 'iLead':
        return { state: { ...state, role: 'follower' }, effects: [listen(state)] };
    }
  }

  return pure<State, Message>({
    name,
    boot,
    step,
    view: ({ role, epoch, choice }) => ({ role, currentTerm: epoch, votedFor: choice }),
    classify({ kind, epoch: term }) {
      if (kind === 'mayILead') return { kind: 'requestVote', term };
      if (kind === 'yes') return { kind: 'voteReply', term, voteGranted: true };
      return { kind: 'appendEntries', term };
    },
  });
}

function stand(before: State): Next {
  const { self, epoch } = before;
  const supporters = [self];
  const state = {
    ...before,
    role: 'candidate',
    epoch: epoch + 1,
    choice: self,
    supporters,
  } as const;
  return { state, effects: [...toOthers(state, 'mayILead'), listen(state)] };
}

function support(state: State, candidate: number): Next {
  const yes = {
    kind: 'send',
    to: candidate,
    message: { kind: 'yes', epoch: state.epoch },
  } as const;
  return { state: { ...state, choice: candidate }, effects: [yes, listen(state)] };
}

function count(state: State, supporter: number): Next {
  const supporters = [...state.supporters.filter((known) => known !== supporter), supporter];
  const counted = { ...state, supporters };
  return supporters.length * 2 > state.nodes
    ? lead({ ...counted, role: 'leader' })
    : quiet(counted);
}

/** Tells all others, and will again. */
function lead(state: State): Next {
  const { heartbeatMs } = state.timing;
  const again = {
    kind: 'setTimer',
    timer: 'remind',
    minMs: heartbeatMs,
    maxMs: heartbeatMs,
  } as const;
  const effects: Effects = [
    ...toOthers(state, 'iLead'),
    { kind: 'clearTimer', timer: 'silence' },
    again,
  ];
  return state.role === 'leader' ? { state, effects } : quiet(state);
}

function follow(state: State, epoch: number): State {
  return { ...state, role: 'follower', epoch, choice: null, supporters: [] };
}

function quiet(state: State): Next {
  return { state, effects: [] };
}

/** Waits for news of a leader. */
function listen({
  timing: { electionTimeoutMinMs, electionTimeoutMaxMs },
}: State): Effects[number] {
  const [minMs, maxMs] = [electionTimeoutMinMs, electionTimeoutMaxMs];
  return { kind: 'setTimer', timer: 'silence', minMs, maxMs };
}

function toOthers({ self, nodes, epoch }: State, kind: Message['kind']): Effects {
  const all = Array.from({ length: nodes }, (_, slot) => slot + 1);
  const others = all.filter((node) => node !== self);
  return others.map((to) => ({ kind: 'send', to, message: { kind, epoch } }));
}
