/**
 * What a target may promise: one table, with one meaning and one default for each capability. The
 * tables of the documentation are made of it.
 */

import { suggestion } from '../trace/near-names.ts';
import { printable } from '../trace/printable.ts';

/** Who reads a capability, and so what changes when a target states it. */
export type CapabilityReader = 'faults' | 'network' | 'world' | 'search' | 'properties';

interface CapabilityEntry {
  /** What the target does if it has the capability. */
  readonly meaning: string;
  /** What a target has that does not state it. */
  readonly byDefault: boolean;
  readonly readers: readonly CapabilityReader[];
}

/**
 * The defaults are those of an election that does no more than it has to, on the network that the
 * paper assumes: messages may be late, doubled or out of order. Everything else must be stated.
 */
export const CAPABILITIES = {
  persistence: {
    meaning: 'survives a crash with its term, vote and log',
    byDefault: false,
    readers: ['faults'],
  },
  proposals: {
    meaning: 'takes commands of clients and commits them',
    byDefault: false,
    readers: ['faults', 'world', 'search'],
  },
  symmetric: {
    meaning: "treats all nodes alike: no rule depends on a node's number",
    byDefault: false,
    readers: ['search'],
  },
  duplicates: {
    meaning: 'tolerates messages that arrive twice',
    byDefault: true,
    readers: ['faults'],
  },
  reordering: {
    meaning: 'tolerates messages that overtake each other on one link',
    byDefault: true,
    readers: ['faults', 'network', 'search'],
  },
  quorumCheck: {
    meaning: 'has leaders step down that reach no majority',
    byDefault: false,
    readers: ['properties'],
  },
  applies: {
    meaning: 'hands every committed entry to the state machine (`apply`), one after the other',
    byDefault: false,
    readers: ['properties'],
  },
  electionTimeouts: {
    meaning: 'stands for election only after an election timeout of its `timing`',
    byDefault: true,
    readers: ['properties'],
  },
  ignoresVotesWhileLed: {
    meaning: 'ignores requests for votes, their terms included, while it hears a leader',
    byDefault: false,
    readers: ['properties'],
  },
  learnsFromReplies: {
    meaning: 'moves to the higher term of a reply to its own requests',
    byDefault: true,
    readers: ['properties'],
  },
} as const satisfies Readonly<Record<string, CapabilityEntry>>;

export type Capability = keyof typeof CAPABILITIES;

/**
 * What a target promises; a capability that it does not state has the default of the table. A fault
 * beyond the promise is not used against it unless asked for, and what is found all the same is
 * labelled.
 */
export interface Capabilities {
  /** Survives a crash with term, vote and log; false by default. */
  readonly persistence?: boolean | undefined;
  /** Takes client proposals and commits them; false by default. */
  readonly proposals?: boolean | undefined;
  /** Treats all nodes alike, so that searches may exchange their names; false by default. */
  readonly symmetric?: boolean | undefined;
  /** Tolerates messages that arrive twice; true by default. */
  readonly duplicates?: boolean | undefined;
  /** Tolerates messages that overtake each other on one link; true by default. */
  readonly reordering?: boolean | undefined;
  /**
   * A leader that reaches no majority steps down; false by default: the dissertation has it, the
   * paper has not.
   */
  readonly quorumCheck?: boolean | undefined;
  /**
   * Hands every committed entry to the state machine, one after the other; false by default: many
   * show what they commit in their view, and apply nothing, or leave out empty entries.
   */
  readonly applies?: boolean | undefined;
  /**
   * Whoever voted, or heard its leader, waits for an election timeout of the `timing` that it was
   * given before it stands; true by default. State false for code with timeouts of its own.
   */
  readonly electionTimeouts?: boolean | undefined;
  /**
   * A server that has heard its leader, or leads, within the shortest election timeout ignores
   * requests for votes and does not move to their term (dissertation, 4.2.3); false by default.
   */
  readonly ignoresVotesWhileLed?: boolean | undefined;
  /**
   * A candidate or a leader moves to the higher term of a reply to its requests (Figure 2); true by
   * default. State false for code that reads replies only as far as a call still waits for them, or
   * that steps down and keeps its term.
   */
  readonly learnsFromReplies?: boolean | undefined;
}

/** Of a name that somebody has typed. */
const MAX_SHOWN = 60;

export const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as readonly Capability[];

/** Whether a target has it: as stated, or else by default. */
export function supports(capabilities: Capabilities, capability: Capability): boolean {
  return capabilities[capability] ?? CAPABILITIES[capability].byDefault;
}

/** All capabilities, those that are not stated with their defaults. */
export function completed(capabilities: Capabilities): Readonly<Record<Capability, boolean>> {
  const stated = CAPABILITY_NAMES.map((name) => [name, supports(capabilities, name)]);
  return Object.fromEntries(stated) as Record<Capability, boolean>;
}

/** What is wrong with a statement of capabilities, in a few words; null if nothing is. */
export function capabilitiesFault(stated: object): string | null {
  for (const [name, value] of Object.entries(stated) as readonly [string, unknown][]) {
    if (!Object.hasOwn(CAPABILITIES, name)) {
      const meant = suggestion(name, CAPABILITY_NAMES, null);
      return `${printable(name.slice(0, MAX_SHOWN))}: there is no such capability${meant}`;
    }
    if (value !== undefined && typeof value !== 'boolean') return `${name} must be true or false`;
  }
  return null;
}
