/** The ticker: a loop that looks at the election timer, then pauses. */
import type { Effect, Transition } from '../../simulator/target.ts';
import { renewed, type TutorialState } from './state.ts';
import { startElection } from './votes.ts';

const PAUSE_MIN_MS = 50;
const PAUSE_MAX_MS = 350;

/** The first look comes at boot: the loop pauses after a look, not before it. */
export const FIRST_TICK: Effect = { kind: 'setTimer', timer: 'tick', minMs: 0, maxMs: 0 };

const NEXT_TICK: Effect = {
  kind: 'setTimer',
  timer: 'tick',
  minMs: PAUSE_MIN_MS,
  maxMs: PAUSE_MAX_MS,
};

/**
 * The ticker wakes. If the timer has run out, a leader gives up and anyone else starts an election.
 * Defect a: the leader forgets its vote although the term stays, so that it may vote once more.
 */
export function onTick(
  before: TutorialState,
  luck: number,
  nowMs: number | null,
): Transition<TutorialState> {
  const state = before.renewedAtMs === null ? renewed(before, nowMs) : before;
  if (!hasTimedOut(state, luck, nowMs)) return { state, effects: [NEXT_TICK] };
  if (state.role === 'leader') {
    return { state: { ...state, role: 'follower', votedFor: null }, effects: [NEXT_TICK] };
  }
  const election = startElection(state, nowMs);
  return { state: election.state, effects: [NEXT_TICK, ...election.effects] };
}

/** A fresh timeout is drawn at every look. Without clocks, a tick means that it has passed. */
function hasTimedOut(state: TutorialState, luck: number, nowMs: number | null): boolean {
  if (nowMs === null || state.renewedAtMs === null) return true;
  const { electionTimeoutMinMs: minMs, electionTimeoutMaxMs: maxMs } = state.identity.timing;
  const timeoutMs = minMs + luck * (maxMs - minMs);
  return nowMs - state.renewedAtMs > timeoutMs;
}
