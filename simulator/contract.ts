/**
 * The border of the world, stated once: the names, limits and roles that hold for every target and
 * for everything that is saved of a run.
 */
import type { WireMeaning } from '../trace/meaning.ts';
import type { Role } from '../trace/view.ts';
import type { Effect } from './target.ts';

/** The largest cluster: the nodes of scenarios and schedules are 1 to 9. */
export const MAX_NODES = 9;

/** The most effects of one step: a search numbers the gaps between them in a byte. */
export const MAX_EFFECTS = 255;

/** The most names of timers in one target: a search keeps the set timers of a node in one word. */
export const MAX_TIMERS = 30;

/** How deep messages and records may be nested: they are saved in findings. */
export const MAX_MESSAGE_DEPTH = 12;

/** How deep a state may be nested; an object that contains itself is deeper. */
export const MAX_STATE_DEPTH = 100;

/** The longest message in a saved schedule, in characters of JSON. */
export const MAX_MESSAGE_LENGTH = 50_000;

export const ROLES: readonly Role[] = ['follower', 'candidate', 'leader'];

export const MESSAGE_KINDS: readonly WireMeaning['kind'][] = [
  'requestVote',
  'voteReply',
  'appendEntries',
  'appendReply',
  'other',
];

export const EFFECT_KINDS: readonly Effect['kind'][] = [
  'persist',
  'send',
  'setTimer',
  'clearTimer',
  'apply',
];

/** What a target must be able to do. */
export const TARGET_FUNCTIONS = ['boot', 'step', 'view', 'viewDurable', 'classify'] as const;

/** Names of targets become names of files and folders, and people type them. */
export const TARGET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
export const TARGET_NAME_RULE = 'up to 40 letters, digits, dots, hyphens and underscores';

/** Decisions name a timer, in files and on terminals. */
export const TIMER_NAME = /^[ -~]{1,100}$/;
export const TIMER_NAME_RULE = '1 to 100 printable ASCII characters';

/** Commands are shown in reports. Written without \p{Cc}, which other languages do not read. */
export const ENTRY_COMMAND = /^[^\x00-\x1f\x7f-\x9f]{0,200}$/u;
export const ENTRY_COMMAND_RULE = 'one line of up to 200 printable characters';
