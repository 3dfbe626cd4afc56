/**
 * A target that is no Raft: every node pings all others every 100 ms of its own clock and counts
 * whom it hears. A proposal is written down and then told to all others. Faults show at once.
 */
import type { Effect, Identity, Input, PureTarget } from '../../simulator/target.ts';
import type { LogEntry, NodeId, NodeView } from '../../trace/view.ts';

export const PING_MS = 100;

/** A ping counts on; a note tells a command. */
export type Message =
  | { readonly kind: 'ping'; readonly tick: number }
  | { readonly kind: 'note'; readonly command: string };

/** `currentTerm` counts pings sent, `matchIndex` messages heard by sender, `log` holds commands. */
export interface EchoState extends NodeView {
  readonly identity: Identity;
  readonly matchIndex: readonly number[];
}

export const echo: PureTarget<EchoState> = {
  family: 'pure',
  name: 'echo',
  capabilities: { persistence: true, proposals: true, symmetric: false },
  boot: (identity, durable) => ({
    state: {
      identity,
      role: 'follower',
      currentTerm: 0,
      votedFor: null,
      log: (durable as readonly LogEntry[] | null) ?? [],
      commitIndex: 0,
      matchIndex: new Array<number>(identity.nodes).fill(0),
    },
    effects: [nextPing()],
  }),
  step: (state, input) => ({ state: after(state, input), effects: effectsOf(state, input) }),
  view: (state) => state,
  viewDurable: (record) => ({
    currentTerm: 0,
    votedFor: null,
    log: (record as readonly LogEntry[] | null) ?? [],
  }),
  classify: (message) => {
    const { kind, ...rest } = message as Message;
    return { kind: 'other', term: kind === 'ping' ? (rest as { tick: number }).tick : 0 };
  },
};

function after(state: EchoState, input: Input): EchoState {
  switch (input.kind) {
    case 'timerFired':
      return { ...state, currentTerm: state.currentTerm + 1 };
    case 'received': {
      const heard = state.matchIndex.with(
        input.from - 1,
        (state.matchIndex[input.from - 1] ?? 0) + 1,
      );
      return { ...state, matchIndex: heard };
    }
    case 'proposed':
      return { ...state, log: [...state.log, { term: 0, command: input.command }] };
  }
}

/** Commands that begin with `cache` are written without a sync. */
function effectsOf(state: EchoState, input: Input): Effect[] {
  const { currentTerm } = state;
  switch (input.kind) {
    case 'timerFired':
      return [...toOthers(state, { kind: 'ping', tick: currentTerm + 1 }), nextPing()];
    case 'received':
      return [];
    case 'proposed': {
      const { command } = input;
      const synced = !command.startsWith('cache');
      const record = after(state, input).log;
      return [{ kind: 'persist', record, synced }, ...toOthers(state, { kind: 'note', command })];
    }
  }
}

function nextPing(): Effect {
  return { kind: 'setTimer', timer: 'ping', minMs: PING_MS, maxMs: PING_MS };
}

function toOthers({ identity }: EchoState, message: Message): Effect[] {
  const everyone: NodeId[] = Array.from({ length: identity.nodes }, (_, slot) => slot + 1);
  const others = everyone.filter((node) => node !== identity.self);
  return others.map((to) => ({ kind: 'send', to, message }));
}
