/**
 * A course tutorial's leader election as its text shows it, defects a, b and h included. A port of
 * the logic, not of the Go: a goroutine that waits is a record, and an answer is a message.
 */
import type { Input, PureTarget, Transition } from '../../simulator/target.ts';
import type { DurableView, NodeId } from '../../trace/view.ts';
import { onAppendEntries } from './heartbeat.ts';
import { onAppendReply, onLoopTimer } from './heartbeat-loop.ts';
import type { Message } from './messages.ts';
import { bootedState, type TutorialState } from './state.ts';
import { FIRST_TICK, onTick } from './ticker.ts';
import { onRequestVote, onVoteReply } from './votes.ts';

const NOTHING_DURABLE: DurableView = { currentTerm: 0, votedFor: null, log: [] };

export const tutorial: PureTarget<TutorialState> = {
  family: 'pure',
  name: 'tutorial',
  capabilities: { persistence: false, proposals: false },
  boot: (identity) => ({ state: bootedState(identity), effects: [FIRST_TICK] }),
  step,
  view: (state) => state,
  viewDurable: () => NOTHING_DURABLE,
  classify: (message) => message as Message,
};

function step(state: TutorialState, input: Input, nowMs: number | null): Transition<TutorialState> {
  switch (input.kind) {
    case 'received':
      return onMessage(state, input.from, input.message as Message, nowMs);
    case 'timerFired':
      return input.timer === 'tick'
        ? onTick(state, input.luck, nowMs)
        : onLoopTimer(state, input.timer);
    case 'proposed':
      return { state, effects: [] };
  }
}

function onMessage(
  state: TutorialState,
  from: NodeId,
  message: Message,
  nowMs: number | null,
): Transition<TutorialState> {
  switch (message.kind) {
    case 'requestVote':
      return onRequestVote(state, from, message, nowMs);
    case 'voteReply':
      return onVoteReply(state, message);
    case 'appendEntries':
      return onAppendEntries(state, from, message, nowMs);
    case 'appendReply':
      return onAppendReply(state, message, nowMs);
  }
}
