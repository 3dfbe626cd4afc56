/** What reports call messages: short on arrows, the paper's names in sentences. */
import type { Received } from '../../trace/event.ts';
import { meaningNoun, type WireMeaning } from '../../trace/meaning.ts';
import { fieldsOf } from './message-fields.ts';

/** Longer ones would hide the lanes that their arrows cross. */
const LABEL_MAX = 5;

/** A message on its way or arriving. */
export type Telegram = Pick<Received, 'meaning' | 'message'>;

/** Two letters for an arrow: VG is a vote granted, VD a vote denied, AD AppendEntries denied. */
export function messageLabel({ meaning, message }: Telegram): string {
  switch (meaning.kind) {
    case 'requestVote':
      return 'RV';
    case 'voteReply':
      return meaning.voteGranted ? 'VG' : 'VD';
    case 'appendEntries':
      return 'AE';
    case 'appendReply':
      return meaning.success === false ? 'AD' : 'AR';
    case 'other':
      return ownLabel(message);
  }
}

/** `request for votes`, `vote`: the message as a noun. */
export function messageNoun({ meaning, message }: Telegram): string {
  const name = meaning.kind === 'other' ? ownName(message) : null;
  return name === null ? meaningNoun(meaning) : `${name} message`;
}

/** The same with its article. */
export function aMessage(telegram: Telegram): string {
  const noun = messageNoun(telegram);
  if (noun.startsWith('AppendEntries')) return noun;
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Heartbeats and the answers to them, refusals too: many of them are counted, not shown. */
export function isRoutine({ kind }: WireMeaning): boolean {
  return kind === 'appendEntries' || kind === 'appendReply';
}

/** Where messages usually say of which kind they are. */
const NAME_FIELDS = ['kind', 'type', 'name', 'method', 'action', 'op'];
const NAME = /^[\w .:/-]{1,32}$/;

/** What a target itself calls a message that is none of Raft's four; null if it does not say. */
export function ownName(message: unknown): string | null {
  const fields = fieldsOf(message);
  if (fields === null) return null;
  const names = NAME_FIELDS.map((field) => fields[field]);
  const name = names.find((value) => {
    return typeof value === 'string' && value !== 'other' && NAME.test(value);
  });
  return typeof name === 'string' ? name : null;
}

/** Lanes are narrow: a long name is shown by its initials, `preVote` as PV. */
function ownLabel(message: unknown): string {
  const name = ownName(message) ?? 'M';
  if (name.length <= LABEL_MAX) return name;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[\W_]+/);
  const initials = words.map((word) => word.slice(0, 1).toUpperCase()).join('');
  return initials.length > 1 ? initials.slice(0, LABEL_MAX) : 'M';
}
