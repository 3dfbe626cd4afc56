/** The follower's side of heartbeats. */
import type { Transition } from '../../simulator/target.ts';
import type { NodeId } from '../../trace/view.ts';
import type { AppendEntries, AppendReply } from './messages.ts';
import { adopted, renewed, type TutorialState } from './state.ts';

/** A heartbeat of the current or a newer term: the sender leads. The vote in this term stays. */
export function onAppendEntries(
  before: TutorialState,
  from: NodeId,
  message: AppendEntries,
  nowMs: number | null,
): Transition<TutorialState> {
  const success = message.term >= before.currentTerm;
  const state = success ? followed(before, message.term, nowMs) : before;
  const { call } = message;
  const reply: AppendReply = { kind: 'appendReply', term: state.currentTerm, success, call };
  return { state, effects: [{ kind: 'send', to: from, message: reply }] };
}

function followed(state: TutorialState, term: number, nowMs: number | null): TutorialState {
  const current = term > state.currentTerm ? adopted(state, term) : state;
  const isFollower = current.role === 'follower';
  return renewed(isFollower ? current : { ...current, role: 'follower' }, nowMs);
}
