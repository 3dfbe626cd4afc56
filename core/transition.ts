/** How a step ends: what follows from the change of state itself, whatever caused it. */
import { isAlone, peersOf } from './configuration.ts';
import {
  electionTimer,
  heartbeatTimer,
  quorumCheckTimer,
  type Effect,
  type Transition,
} from './effects.ts';
import type { AppendEntries, Message, RequestVote } from './messages.ts';
import { shifted } from './numbers.ts';
import type { RaftRules } from './rules.ts';
import { draftOf, type RaftState } from './state.ts';

/**
 * The whole step from `before`: the write of what must survive, the timers of the new role, then
 * what the handler asked for, then what has become committed is applied.
 */
export function concluded(rules: RaftRules, before: RaftState, handled: Transition): Transition {
  const { state: after, effects: asked } = handled;
  if (after === before) return handled;
  const timers = before.role === after.role ? [] : timersOfRole(before, after);
  const applies = after.commitIndex > after.lastApplied ? appliesOf(after) : [];
  const state = applies.length > 0 ? withAllApplied(after) : after;
  const isAllAsked = timers.length === 0 && applies.length === 0;
  const others = isAllAsked ? asked : [...timers, ...asked, ...applies];
  const writes = rules.writes(before, state);
  return { state, effects: writes.length === 0 ? others : rules.orderEffects(writes, others) };
}

/** The answer to a request, and before it the election timeout counted anew, if it is renewed. */
export function answered(
  rules: RaftRules,
  state: RaftState,
  request: RequestVote | AppendEntries,
  isHeeded: boolean,
  reply: Effect,
): readonly Effect[] {
  const isRenewed = state.role !== 'leader' && rules.renewsTimer(request, isHeeded);
  return isRenewed ? [electionTimer(state.identity.timing), reply] : [reply];
}

/** The same message to every other server. */
export function sendToPeers(state: RaftState, message: Message): Effect[] {
  const effects: Effect[] = [];
  for (const peer of peersOf(state.identity)) effects.push({ kind: 'send', to: peer, message });
  return effects;
}

/** Leaders run a heartbeat and a quorum check, the others an election timeout. */
function timersOfRole(before: RaftState, after: RaftState): Effect[] {
  const { timing } = after.identity;
  if (after.role === 'leader') {
    return isAlone(after.identity)
      ? [{ kind: 'clearTimer', timer: 'election' }]
      : [
          { kind: 'clearTimer', timer: 'election' },
          heartbeatTimer(timing),
          quorumCheckTimer(timing),
        ];
  }
  if (before.role !== 'leader') return [];
  return [
    { kind: 'clearTimer', timer: 'heartbeat' },
    { kind: 'clearTimer', timer: 'quorumCheck' },
    electionTimer(timing),
  ];
}

function withAllApplied(state: RaftState): RaftState {
  const after = draftOf(state);
  after.lastApplied = state.commitIndex;
  return after;
}

/** "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied]". */
function appliesOf(state: RaftState): Effect[] {
  const effects: Effect[] = [];
  for (let index = shifted(state.lastApplied, 1); index <= state.commitIndex; ) {
    const entry = state.log[index - 1];
    if (entry === undefined) break;
    effects.push({ kind: 'apply', index, entry });
    index = shifted(index, 1);
  }
  return effects;
}
