/**
 * Whether an answer is one, by hand: it is asked ten thousand times a second. It agrees with
 * schema.ts, which words what is wrong, and knows besides how many nodes there are.
 */
import { notPlain } from '../plain-data.ts';
import { TIMER_NAME } from '../../simulator/timer-name.ts';
import type { Answer } from './protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One line, short enough for a report; without \p{Cc}, which other languages do not read. */
export const PRINTABLE = /^[^\x00-\x1f\x7f-\x9f]{0,200}$/u;

/** A search numbers the places within a step, and has room for so many. */
export const MAX_EFFECTS = 255;

const ROLES: readonly unknown[] = ['follower', 'candidate', 'leader'];

/** Whether `json` is an answer of a node in a cluster of this size. */
export function isAnswer(json: unknown, nodes: number): json is Answer {
  if (!isFields(json) || json['state'] === undefined || !isCount(json['step'])) return false;
  const { view, effects } = json;
  if (!isFields(view) || !isView(view, nodes) || !Array.isArray(effects)) return false;
  if (effects.length > MAX_EFFECTS) return false;
  for (const effect of effects as readonly unknown[]) {
    if (!isFields(effect) || !isEffect(effect, nodes)) return false;
  }
  return true;
}

function isView(view: Fields, nodes: number): boolean {
  const { role, commitIndex, matchIndex } = view;
  if (!ROLES.includes(role) || !isCount(commitIndex) || !isRemembered(view, nodes)) return false;
  if (matchIndex === null) return true;
  return Array.isArray(matchIndex) && matchIndex.length === nodes && matchIndex.every(isCount);
}

/** Term, vote and log: of a view, and of a durable record. */
function isRemembered({ currentTerm, votedFor, log }: Fields, nodes: number): boolean {
  if (!isCount(currentTerm) || !Array.isArray(log)) return false;
  if (votedFor !== null && !isNode(votedFor, nodes)) return false;
  for (const entry of log as readonly unknown[]) if (!isEntry(entry)) return false;
  return true;
}

function isEffect(effect: Fields, nodes: number): boolean {
  switch (effect['kind']) {
    case 'persist': {
      const { record, synced } = effect;
      return typeof synced === 'boolean' && isFields(record) && isRemembered(record, nodes);
    }
    case 'send':
      return isNode(effect['to'], nodes) && isMessage(effect['message']);
    case 'setTimer': {
      const { timer, minMs, maxMs } = effect;
      return isTimer(timer) && isDuration(minMs) && isDuration(maxMs) && minMs <= maxMs;
    }
    case 'clearTimer':
      return isTimer(effect['timer']);
    case 'apply':
      return isCount(effect['index']) && effect['index'] > 0 && isEntry(effect['entry']);
    default:
      return false;
  }
}

function isMessage(message: unknown): boolean {
  if (!isFields(message) || !isCount(message['term']) || notPlain(message) !== null) return false;
  switch (message['kind']) {
    case 'requestVote':
    case 'appendEntries':
    case 'appendReply':
    case 'other':
      return true;
    case 'voteReply':
      return typeof message['voteGranted'] === 'boolean';
    default:
      return false;
  }
}

function isEntry(entry: unknown): boolean {
  return isFields(entry) && isCount(entry['term']) && isText(entry['command']);
}

function isNode(value: unknown, nodes: number): boolean {
  return isCount(value) && value >= 1 && value <= nodes;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}

function isTimer(value: unknown): boolean {
  return typeof value === 'string' && TIMER_NAME.test(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && PRINTABLE.test(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
