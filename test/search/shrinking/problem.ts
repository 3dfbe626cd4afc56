// Made-up targets of a few lines: what breaks them is known, and so is the shortest way there.
import { LAB_TIMING } from '../../../core/timing.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import { fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import type { Effect, Identity, Input, PureTarget } from '../../../simulator/target.ts';
import type { NodeView } from '../../../trace/view.ts';

/** What breaks when a problem is solved: the term of a node goes back. */
export const BROKEN = 'term-monotonic';

/** What a node remembers: its timers that fired, commands and messages, in order. */
export type Past = readonly string[];

export interface Problem {
  /** Armed at all times. */
  readonly timers?: readonly string[];
  /** Whether a node with this past has gone wrong. `timeMs` is null without a clock. */
  readonly breaks: (past: Past, identity: Identity, timeMs: number | null) => boolean;
  /** What a node asks for when this happens to it, besides its timers. */
  readonly effects?: (word: string, identity: Identity) => readonly Effect[];
  /** Whether the timers of a node with this past stay silent for good. */
  readonly isLost?: (past: Past) => boolean;
  readonly smallestCluster?: number;
  /** The term of a node with this past, at least 1; 1 by default. */
  readonly termAfter?: (past: Past) => number;
  /** The term of a message; 1 by default. */
  readonly termOf?: (message: unknown) => number;
}

interface State {
  readonly identity: Identity;
  readonly past: Past;
  readonly isBroken: boolean;
}

const SOUND: NodeView = {
  role: 'follower',
  currentTerm: 1,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};
const GONE_WRONG: NodeView = { ...SOUND, currentTerm: 0 };
const SOUND_VIEWS = [SOUND];

/** The same reference for the same term. */
function viewOfTerm(term: number): NodeView {
  return (SOUND_VIEWS[term - 1] ??= { ...SOUND, currentTerm: term });
}

/** A target that goes wrong when the problem is solved, and does nothing else. */
export function targetOf(problem: Problem): PureTarget {
  const { timers = [], breaks, effects = () => [], smallestCluster = 1 } = problem;
  const { isLost = () => false, termAfter = () => 1, termOf = () => 1 } = problem;
  const target: PureTarget<State> = {
    family: 'pure',
    name: 'problem',
    capabilities: { persistence: true, proposals: true, symmetric: false },
    smallestCluster,
    boot: (identity) => ({
      state: { identity, past: [], isBroken: false },
      effects: timers.map(armed),
    }),
    step({ identity, past }, input, timeMs) {
      const word = wordOf(input);
      const longer = [...past, word];
      const state = { identity, past: longer, isBroken: breaks(longer, identity, timeMs) };
      const timersNow = isLost(longer) ? timers.map(cleared) : timersAfter(input);
      return { state, effects: [...timersNow, ...effects(word, identity)] };
    },
    view: ({ past, isBroken }) => (isBroken ? GONE_WRONG : viewOfTerm(termAfter(past))),
    viewDurable: () => ({ currentTerm: 1, votedFor: null, log: [] }),
    classify: (message) => ({ kind: 'other', term: termOf(message) }),
  };
  return target;
}

function wordOf(input: Input): string {
  switch (input.kind) {
    case 'timerFired':
      return input.timer;
    case 'proposed':
      return input.command;
    case 'received':
      return String(input.message);
  }
}

function armed(timer: string): Effect {
  return { kind: 'setTimer', timer, minMs: 10, maxMs: 1_000 };
}

function cleared(timer: string): Effect {
  return { kind: 'clearTimer', timer };
}

function timersAfter(input: Input): readonly Effect[] {
  return input.kind === 'timerFired' ? [armed(input.timer)] : [];
}

/** Whether all these words occur, in any order. */
export function hasAll(past: Past, words: readonly string[]): boolean {
  return words.every((word) => past.includes(word));
}

/** Whether these words are among the others in this order, others in between. */
export function hasInOrder(past: Past, words: readonly string[]): boolean {
  let next = 0;
  for (const word of past) if (word === words[next]) next += 1;
  return next === words.length;
}

/** How often a word occurs. */
export function count(past: Past, word: string): number {
  return past.filter((other) => other === word).length;
}

/** Timers of one node that fire one after the other. */
export function fired(words: readonly string[], node = 1): readonly Decision[] {
  return words.map((word) => fire(node, word));
}

export function scheduleOf(decisions: readonly Decision[], nodes = 1): Schedule {
  return { nodes, timing: LAB_TIMING, decisions };
}

export function scenarioOf(actions: Scenario['actions'], nodes = 1, seed = 7): Scenario {
  return { nodes, seed, timing: LAB_TIMING, settings: DEFAULT_NETWORK, actions };
}

/** No budget ends. */
export function limits(other: Partial<ShrinkLimits> = {}): ShrinkLimits {
  return { maxExecutions: 5_000, maxStates: 50_000, shouldStop: () => false, ...other };
}
