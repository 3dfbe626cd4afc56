/**
 * The one validator of what a target from outside answers, be it a module, live code or a program:
 * what is wrong in a few words, null if nothing is. Types say the same, but not all targets are
 * written with them. It is asked at every step: words are made only when something is wrong.
 */
import {
  ENTRY_COMMAND,
  ENTRY_COMMAND_RULE,
  EFFECT_KINDS,
  MAX_EFFECTS,
  MAX_MESSAGE_DEPTH,
  MAX_TIMERS,
  MESSAGE_KINDS,
  ROLES,
  TIMER_NAME,
  TIMER_NAME_RULE,
} from '../simulator/contract.ts';
import type { LogEntry, NodeView } from '../trace/view.ts';
import { notPlain } from './plain-data.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What was found right before, and need not be looked at again. */
export class KnownAnswers {
  /** Logs are immutable: a new entry makes a new array. */
  readonly logs = new WeakSet<readonly LogEntry[]>();
  /** A target has a handful of names, and asks for the same ones again and again. */
  readonly timers = new Set<unknown>();
}

/** The outside of a transition; what it holds is looked at piece by piece. */
export function answerFault(transition: unknown): string | null {
  if (!isFields(transition)) return `it answers ${shown(transition)}, not { state, effects }`;
  if (typeof transition['then'] === 'function') return 'it answers with a promise, not at once';
  if (transition['state'] === undefined) return 'it answers without a state';
  const { effects } = transition;
  if (!Array.isArray(effects)) return `its effects are ${shown(effects)}, not a list`;
  return effects.length > MAX_EFFECTS
    ? `${effects.length} effects, and no step may have over ${MAX_EFFECTS}`
    : null;
}

/** What is wrong with the first wrong one. `isWhole`: messages are looked at to their ends. */
export function effectsFault(
  effects: readonly unknown[],
  nodes: number,
  isWhole: boolean,
  known: KnownAnswers,
): string | null {
  for (let place = 0; place < effects.length; place += 1) {
    const effect = effects[place] as Fields;
    if (!isWhole && isPlainlyRight(effect, nodes, known)) continue;
    const fault = effectFault(effect, nodes, isWhole, known);
    if (fault !== null) return `effect ${place + 1}: ${fault}`;
  }
  return null;
}

/** Nearly all effects are one of two kinds: worth a look of their own, as short as can be. */
function isPlainlyRight(effect: unknown, nodes: number, known: KnownAnswers): boolean {
  if (!isFields(effect)) return false;
  const kind = effect['kind'];
  if (kind === 'send') return isNode(effect['to'], nodes) && effect['message'] !== undefined;
  return kind === 'setTimer' && isRange(effect) && known.timers.has(effect['timer']);
}

function effectFault(
  effect: unknown,
  nodes: number,
  isWhole: boolean,
  known: KnownAnswers,
): string | null {
  if (!isFields(effect)) return `it is ${shown(effect)}, not an object`;
  switch (effect['kind']) {
    case 'persist':
      return persistFault(effect, isWhole);
    case 'send':
      return sendFault(effect, nodes, isWhole);
    case 'setTimer':
      return timerFault(effect['timer'], known) ?? durationFault(effect);
    case 'clearTimer':
      return timerFault(effect['timer'], known);
    case 'apply':
      return applyFault(effect);
    default:
      return `its kind is ${shown(effect['kind'])}, not ${alternatives(EFFECT_KINDS)}`;
  }
}

function persistFault({ record, synced }: Fields, isWhole: boolean): string | null {
  if (typeof synced !== 'boolean') return `persist: synced is ${shown(synced)}, not true or false`;
  // The empty disk is null.
  if (record === null) return 'persist: its record is null';
  const obstacle = isWhole || record === undefined ? notPlain(record, MAX_MESSAGE_DEPTH) : null;
  return obstacle === null ? null : `persist: its record holds ${obstacle}, which no JSON can`;
}

function sendFault({ to, message }: Fields, nodes: number, isWhole: boolean): string | null {
  if (!isNode(to, nodes)) {
    return `send: to ${shown(to)}, and the nodes of this cluster are 1 to ${nodes}`;
  }
  const obstacle = isWhole || message === undefined ? notPlain(message, MAX_MESSAGE_DEPTH) : null;
  return obstacle === null ? null : `send: its message holds ${obstacle}, which no JSON can`;
}

function timerFault(timer: unknown, known: KnownAnswers): string | null {
  if (known.timers.has(timer)) return null;
  if (typeof timer !== 'string' || !TIMER_NAME.test(timer)) {
    return `a timer named ${shown(timer)}: use ${TIMER_NAME_RULE}`;
  }
  if (known.timers.size >= MAX_TIMERS) {
    return `timer ${timer}: more than ${MAX_TIMERS} names of timers: use the same ones again`;
  }
  known.timers.add(timer);
  return null;
}

function durationFault(effect: Fields): string | null {
  if (isRange(effect)) return null;
  const { timer, minMs, maxMs } = effect;
  const range = `minMs ${shown(minMs)}, maxMs ${shown(maxMs)}`;
  return `setTimer ${String(timer)}: ${range}; it must be 0 <= minMs <= maxMs`;
}

/** What is wrong with an entry that is said to have reached the state machine. */
export function applyFault({ index, entry }: Fields): string | null {
  if (!isCount(index) || index < 1) return `apply: index ${shown(index)}, and the first is 1`;
  const fault = entryFault(entry);
  return fault === null ? null : `apply: its entry is ${fault}`;
}

/** Of what was in `before` already, which was right, nothing is looked at again. */
export function viewFault(
  view: unknown,
  before: NodeView | null,
  nodes: number,
  known: KnownAnswers,
): string | null {
  if (!isFields(view)) return `it is ${shown(view)}, not an object`;
  const { role, currentTerm, votedFor, log, commitIndex, matchIndex } = view;
  if (before !== null && log === before.log && matchIndex === before.matchIndex) {
    const isSame = role === before.role && currentTerm === before.currentTerm;
    if (isSame && votedFor === before.votedFor && commitIndex === before.commitIndex) return null;
  }
  if (!(ROLES as readonly unknown[]).includes(role))
    return `role ${shown(role)}, not ${ROLES.join(', ')}`;
  if (!isCount(commitIndex)) return `commitIndex ${shown(commitIndex)}, not a whole number from 0`;
  if (matchIndex !== null && !isMatchIndex(matchIndex, nodes)) {
    return `matchIndex ${shown(matchIndex)}, not null or one number for each of ${nodes} nodes`;
  }
  return rememberedFault(view, nodes, known);
}

/** The size of the cluster is unknown here: a vote may be for any node. */
export function durableFault(view: unknown, known: KnownAnswers): string | null {
  if (!isFields(view)) return `it is ${shown(view)}, not an object`;
  return rememberedFault(view, Infinity, known);
}

function rememberedFault(
  { currentTerm, votedFor, log }: Fields,
  nodes: number,
  known: KnownAnswers,
): string | null {
  if (!isCount(currentTerm)) return `currentTerm ${shown(currentTerm)}, not a whole number from 0`;
  if (votedFor !== null && !isNode(votedFor, nodes)) {
    return `votedFor ${shown(votedFor)}, not null or the number of a node`;
  }
  if (!Array.isArray(log)) return `log ${shown(log)}, not a list`;
  return log.length === 0 || known.logs.has(log) ? null : logFault(log, known);
}

function logFault(log: readonly unknown[], known: KnownAnswers): string | null {
  for (let place = 0; place < log.length; place += 1) {
    const fault = entryFault(log[place]);
    if (fault !== null) return `log[${place}] is ${fault}`;
  }
  known.logs.add(log as readonly LogEntry[]);
  return null;
}

export function meaningFault(meaning: unknown): string | null {
  if (!isFields(meaning)) return `it answers ${shown(meaning)}, not { kind, term }`;
  const { kind, term } = meaning;
  if (!isCount(term)) return `term ${shown(term)}, not a whole number from 0`;
  switch (kind) {
    case 'requestVote':
    case 'appendEntries':
    case 'other':
      return null;
    case 'appendReply': {
      const { success } = meaning;
      if (success === undefined || typeof success === 'boolean') return null;
      return `success ${shown(success)}, not true or false`;
    }
    case 'voteReply': {
      const { voteGranted } = meaning;
      if (typeof voteGranted === 'boolean') return null;
      return `voteGranted ${shown(voteGranted)}, not true or false`;
    }
    default:
      return `kind ${shown(kind)}, not ${alternatives(MESSAGE_KINDS)}`;
  }
}

function isMatchIndex(value: unknown, nodes: number): boolean {
  if (!Array.isArray(value) || value.length !== nodes) return false;
  for (let slot = 0; slot < nodes; slot += 1) if (!isCount(value[slot])) return false;
  return true;
}

function entryFault(entry: unknown): string | null {
  if (!isFields(entry) || !isCount(entry['term']) || typeof entry['command'] !== 'string') {
    return `${shown(entry)}, not { term, command }`;
  }
  return ENTRY_COMMAND.test(entry['command'])
    ? null
    : `${shown(entry)}, and a command is ${ENTRY_COMMAND_RULE}`;
}

/** Whether it is the number of a node in a cluster of this size. */
export function isNode(value: unknown, nodes: number): boolean {
  return isCount(value) && value >= 1 && value <= nodes;
}

/** Whether it is a whole number from 0: a term, an index. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRange({ minMs, maxMs }: Fields): boolean {
  if (typeof minMs !== 'number' || typeof maxMs !== 'number') return false;
  return minMs >= 0 && minMs <= maxMs && maxMs < Infinity;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** `a, b or c` */
function alternatives(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

const MAX_SHOWN = 60;

/** Short, on one line, and harmless for a terminal. */
function shown(value: unknown): string {
  const text = textOf(value);
  const start = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
  return start.replace(/[^ -~]/g, '?');
}

function textOf(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`;
  } catch {
    return `a ${typeof value}`;
  }
}
