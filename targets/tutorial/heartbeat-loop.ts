/**
 * The leader's side of heartbeats. Defect h: a loop asks the peers one after the other and waits
 * for each answer, so one peer that does not answer starves the others.
 */
import type { Effect, Transition } from '../../simulator/target.ts';
import type { AppendEntries, AppendReply } from './messages.ts';
import { adopted, renewed, type HeartbeatLoop, type TutorialState } from './state.ts';

/**
 * When a call to an unreachable peer fails. The course's network lets such a call hang for up to
 * seven seconds; any time that is longer than an election timeout (550 ms) has the same effect.
 */
export const CALL_TIMEOUT_MS = 1000;

/** A loop starts with its first round. */
export function startLoop(state: TutorialState): Transition<TutorialState> {
  const isTaken = (id: number): boolean => state.loops.some((loop) => loop.id === id);
  let id = 1;
  while (isTaken(id)) id += 1;
  return goOn(state, { id, peer: 0, call: null });
}

/**
 * An answer, to whichever loop still waits for it. Any answer renews the timer, even one whose
 * higher term makes the node a follower and so ends the loop.
 */
export function onAppendReply(
  before: TutorialState,
  reply: AppendReply,
  nowMs: number | null,
): Transition<TutorialState> {
  const loop = before.loops.find(({ call }) => call === reply.call);
  if (loop === undefined) return { state: before, effects: [] };
  const state = renewed(before, nowMs);
  const isNews = reply.term > state.currentTerm;
  const next = goOn(isNews ? adopted(state, reply.term) : state, loop);
  const answered: Effect = { kind: 'clearTimer', timer: timerOf(loop) };
  return { state: next.state, effects: [answered, ...next.effects] };
}

/** A call has failed, or the pause between two rounds is over. */
export function onLoopTimer(state: TutorialState, timer: string): Transition<TutorialState> {
  const loop = state.loops.find((candidate) => timerOf(candidate) === timer);
  if (loop === undefined) return { state, effects: [] };
  return goOn(state, loop.call === null ? { ...loop, peer: 0 } : loop);
}

/** Asks the next peer, or pauses after the last. A node that no longer leads ends its loop here. */
function goOn(state: TutorialState, loop: HeartbeatLoop): Transition<TutorialState> {
  const { self, nodes, timing } = state.identity;
  const others = state.loops.filter(({ id }) => id !== loop.id);
  if (state.role !== 'leader') return { state: { ...state, loops: others }, effects: [] };
  const peer = loop.peer + 1 === self ? loop.peer + 2 : loop.peer + 1;
  if (peer > nodes) {
    const pausing: HeartbeatLoop = { id: loop.id, peer, call: null };
    const loops = [...others, pausing];
    return { state: { ...state, loops }, effects: [alarm(pausing, timing.heartbeatMs)] };
  }
  const call = state.calls + 1;
  const asking: HeartbeatLoop = { id: loop.id, peer, call };
  const term = state.currentTerm;
  const message: AppendEntries = { kind: 'appendEntries', term, leaderId: self, call };
  return {
    state: { ...state, calls: call, loops: [...others, asking] },
    effects: [alarm(asking, CALL_TIMEOUT_MS), { kind: 'send', to: peer, message }],
  };
}

/** A loop waits for one thing at a time: `call-1` runs out, or `pause-1` is over. */
function timerOf(loop: HeartbeatLoop): string {
  return `${loop.call === null ? 'pause' : 'call'}-${loop.id}`;
}

function alarm(loop: HeartbeatLoop, ms: number): Effect {
  return { kind: 'setTimer', timer: timerOf(loop), minMs: ms, maxMs: ms };
}
