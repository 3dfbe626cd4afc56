/**
 * Judged by the node's own clock, and only while nothing was done to the node: a clock that is set,
 * a process that was paused and a disk that is slow all make it seem early.
 */
import type { NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { SOUND, isOnTime } from './condition.ts';
import type { Circumstances } from './circumstances.ts';
import { property, type Heard, type Judge, type Moment } from './property.ts';

/** A candidacy that comes so soon, in heartbeat intervals, was under way already. */
export const UNDER_WAY_TICKS = 0.5;

/** A vote that a node granted. */
interface Granted {
  readonly candidate: NodeId;
  readonly term: number;
  readonly step: number;
  readonly timeMs: number;
}

interface Memory {
  /** By the node's own clock. */
  readonly timeoutMinMs: number;
  /** Who counts its timeout in ticks of a heartbeat is early by up to one tick. */
  readonly tickMs: number;
  /** The latest vote that each node granted. */
  readonly granted: readonly (Granted | null)[];
}

/** What an election timeout is counted from. */
interface Renewal {
  readonly step: number;
  readonly timeMs: number;
  readonly text: string;
}

/** Followers, in Figure 2: no candidate before its election timeout has elapsed. */
export const waitsItsTurn = property<Memory>({
  id: 'waits-its-turn',
  kind: 'liveness',
  claim: 'who voted or heard its leader waits for a timeout before it stands',
  source:
    'Raft paper, Figure 2, Rules for Servers, Followers: "If election timeout elapses without ' +
    'receiving AppendEntries RPC from current leader or granting vote to candidate: convert to ' +
    'candidate"',
  requires: 'electionTimeouts',
  readsHeard: true,
  start: ({ nodes, electionTimeoutMinMs, heartbeatMs }) => ({
    timeoutMinMs: electionTimeoutMinMs,
    tickMs: heartbeatMs,
    granted: new Array<Granted | null>(nodes).fill(null),
  }),
  on: {
    voteSent(memory, { event, node, step, timeMs }) {
      if (event.kind !== 'received' || event.meaning.kind !== 'voteReply') return memory;
      const { term, voteGranted } = event.meaning;
      if (!voteGranted) return memory;
      const vote = { candidate: event.node, term, step, timeMs };
      const { timeoutMinMs, tickMs } = memory;
      return { timeoutMinMs, tickMs, granted: memory.granted.with(node - 1, vote) };
    },
    standing(memory, moment, judge) {
      if (stands(moment)) judgeStand(memory, moment, judge);
      return memory;
    },
  },
});

/** Whether a node that did not lead goes to the next term of its own accord. */
function stands({ event, before, after }: Moment): boolean {
  if (before === null || after === null || before.role === 'leader') return false;
  if (event.kind === 'received' && event.meaning.kind === 'other') return false;
  return after.role !== 'follower' && after.currentTerm > before.currentTerm;
}

function judgeStand(memory: Memory, moment: Moment, judge: Judge): void {
  const { node, before, after, step, timeMs, circumstances } = moment;
  const renewal = renewalOf(memory, moment, before?.currentTerm ?? 0);
  if (renewal === null) return;
  if (renewal.timeMs < soundFromMs(node, circumstances, memory.tickMs)) return;
  const { rate } = circumstances.lingeringEffects.conditions[node - 1] ?? SOUND;
  const waitedMs = (timeMs - renewal.timeMs) * rate;
  // Its timeout may have ended while the vote was being written.
  if (waitedMs < memory.tickMs * UNDER_WAY_TICKS) return;
  if (waitedMs >= memory.timeoutMinMs - memory.tickMs) return judge.exercised();
  const name = nodeName(node);
  const stood = `${name} stood for election in term ${after?.currentTerm ?? 0}`;
  const least = `the shortest election timeout is ${memory.timeoutMinMs} ms`;
  judge.violated({
    observed: `${stood}, ${Math.round(waitedMs)} ms after it ${renewal.text}; ${least}.`,
    because: [
      { step: renewal.step, text: `${name} ${renewal.text}` },
      { step, text: stood },
    ],
    step,
    timeMs,
  });
}

/** From when on a node's timers are its own doing. */
function soundFromMs(node: NodeId, circumstances: Circumstances, tickMs: number): number {
  const disturbedMs = circumstances.disturbedMs[node - 1] ?? -Infinity;
  if (disturbedMs === -Infinity) return 0;
  const condition = circumstances.lingeringEffects.conditions[node - 1] ?? SOUND;
  // What was under way has its effect within a heartbeat.
  const fromMs = Math.max(disturbedMs, condition.heldUpUntilMs) + tickMs;
  return isOnTime(condition) ? fromMs : Infinity;
}

/** The latest thing in its term that renews an election timeout; null if nothing has. */
function renewalOf({ granted }: Memory, { node, heard }: Moment, term: number): Renewal | null {
  const vote = granted[node - 1] ?? null;
  const led = heard[node - 1] ?? null;
  const isVote = vote !== null && vote.term === term;
  const isLed = led !== null && led.event.meaning.term === term;
  if (isLed && !(isVote && vote.step > led.step)) return heardFrom(led, term);
  if (!isVote) return null;
  const text = `voted for ${nodeName(vote.candidate)} in term ${term}`;
  return { step: vote.step, timeMs: vote.timeMs, text };
}

function heardFrom({ event, step, timeMs }: Heard, term: number): Renewal {
  return { step, timeMs, text: `heard from ${nodeName(event.from)}, leader of term ${term}` };
}
