import type { RaftState } from '../../core/state.ts';
import type { Effect, Input, PureTarget, Transition } from '../../simulator/target.ts';
import type { NodeId } from '../../trace/view.ts';
import { raft, renumberRaftTerms } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

type Send = Extract<Effect, { kind: 'send' }>;

/** The core, and what is left of the heartbeat round that is under way. */
interface OneByOne {
  readonly raft: RaftState;
  /** Whose answer is awaited; null between rounds. */
  readonly awaited: NodeId | null;
  /** Heartbeats that wait for it. */
  readonly held: readonly Send[];
}

/** Longer than any election timeout: that is what makes one dead peer everybody's problem. */
function callTimer({ identity }: RaftState): Effect {
  const ms = 2 * identity.timing.electionTimeoutMaxMs;
  return { kind: 'setTimer', timer: 'call', minMs: ms, maxMs: ms };
}

const CALL_OVER: Effect = { kind: 'clearTimer', timer: 'call' };

function step(before: OneByOne, input: Input, localTimeMs: number | null): Transition<OneByOne> {
  if (input.kind === 'timerFired' && input.timer === 'call') return askNext(before, []);
  const { state, effects } = raft.step(before.raft, input, localTimeMs);
  const after: OneByOne = before.raft === state ? before : { ...before, raft: state };
  if (isOtherLeadership(before.raft, state)) return newRound(after, effects, [CALL_OVER]);
  if (before.awaited === null) return newRound(after, effects, []);
  const others = effects.filter((effect) => !isHeartbeat(effect));
  return isAnswer(input, before.awaited)
    ? askNext(after, [...others, CALL_OVER])
    : { state: after, effects: others };
}

/** A round that the core has asked for begins: its first heartbeat goes out, the others wait. */
function newRound(
  state: OneByOne,
  effects: readonly Effect[],
  first: readonly Effect[],
): Transition<OneByOne> {
  const others = effects.filter((effect) => !isHeartbeat(effect));
  const held = effects.filter(isHeartbeat);
  return askNext({ ...state, held }, [...others, ...first]);
}

function askNext(state: OneByOne, asked: readonly Effect[]): Transition<OneByOne> {
  const [next, ...held] = state.held;
  if (next === undefined) return { state: { ...state, awaited: null, held }, effects: asked };
  const effects = [...asked, callTimer(state.raft), next];
  return { state: { ...state, awaited: next.to, held }, effects };
}

/** A round dies with the leadership that it belongs to. */
function isOtherLeadership(before: RaftState, after: RaftState): boolean {
  return before.role !== after.role || before.currentTerm !== after.currentTerm;
}

function isHeartbeat(effect: Effect): effect is Send {
  if (effect.kind !== 'send') return false;
  const message = effect.message as { kind: string; entries?: readonly unknown[] };
  return message.kind === 'appendEntries' && message.entries?.length === 0;
}

function isAnswer(input: Input, awaited: NodeId): boolean {
  return (
    input.kind === 'received' &&
    input.from === awaited &&
    raft.classify(input.message).kind === 'appendReply'
  );
}

const oneByOne: PureTarget<OneByOne> = {
  ...raft,
  renumberTerms: renumberRaftTerms,
  // Who stands first in the round is not like the others.
  capabilities: { ...raft.capabilities, symmetric: false },
  boot: (identity, durable) => {
    const { state, effects } = raft.boot(identity, durable);
    return { state: { raft: state, awaited: null, held: [] }, effects };
  },
  step,
  view: (state) => raft.view(state.raft),
};

/** Defect h. The rules are the paper's; only the sending of heartbeats is another. */
export const heartbeatsOneByOne = mutantOfTarget(
  {
    id: 'heartbeats-one-by-one',
    seedDefect: 'h',
    catalogueId: 'LV-03',
    title: 'heartbeats go out one after the other, each waiting for the answer',
    story:
      'A leader asks its peers in turn and waits for each answer, or until the call has failed. ' +
      'One peer that is dead or slow holds up the rest of the round for longer than an election ' +
      'timeout, and the healthy peers depose a leader with which nothing is wrong.',
    sources: [
      'the tutorial, in its heartbeat loop',
      'RedisLabs/raft#49',
      'sofastack/sofa-jraft#781',
    ],
    breaks: 'stable-leader',
    shortest: null,
  },
  oneByOne,
);
