/** The numbers of the binary form of requests and answers: docs/ANY-LANGUAGE.md lists them. */
import type { Role } from '../../../trace/view.ts';

/** Their order is part of the form: what is added comes last. */
export const KINDS_BY_NUMBER = [
  'requestVote',
  'voteReply',
  'appendEntries',
  'appendReply',
  'other',
  'preVote',
  'preVoteReply',
] as const;

export const ROLES_BY_NUMBER: readonly Role[] = ['follower', 'candidate', 'leader'];

export const REQUEST = { boot: 0, receive: 1, timer: 2, propose: 3 } as const;

/** Effects stand one after the other, up to `end`. */
export const EFFECT = {
  end: 0,
  persist: 1,
  send: 2,
  setTimer: 3,
  clearTimer: 4,
  apply: 5,
} as const;

/** How much of a view an answer says. */
export const VIEW = { unchanged: 0, withoutLog: 1, withLog: 2 } as const;
