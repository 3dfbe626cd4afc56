/** The reference core as a target: the place where Raft and the world meet. */
import { boot, step } from '../core/raft.ts';
import type { Input as RaftInput } from '../core/effects.ts';
import type { Message } from '../core/messages.ts';
import { PAPER_RULES, type RaftRules } from '../core/rules.ts';
import { EMPTY_DISK, type PersistentState, type RaftState } from '../core/state.ts';
import type { Input, PureTarget, TermData } from '../simulator/target.ts';

/**
 * The core under the given rules. Messages and records come back from the world as they went out,
 * so that here, and only here, they are what the core made them.
 */
export function raftTarget(name: string, rules: RaftRules): PureTarget<RaftState> {
  return {
    family: 'pure',
    name,
    capabilities: {
      persistence: true,
      proposals: true,
      symmetric: true,
      quorumCheck: true,
      applies: true,
    },
    boot: (identity, durable) => boot(identity, durable as PersistentState | null),
    step: (state, input: Input) => step(rules, state, input as RaftInput),
    view: (state) => state,
    viewDurable: (record) => (record as PersistentState | null) ?? EMPTY_DISK,
    classify: (message) => message as Message,
    renumberTerms: renumberRaftTerms,
  };
}

/** The fields that hold a term, in states, records, entries and messages. */
const TERM_FIELDS: readonly string[] = ['term', 'currentTerm', 'prevLogTerm', 'lastLogTerm'];

/** Whatever is made of the core's states, messages and records, in other terms. */
export function renumberRaftTerms(data: TermData, renumber: (term: number) => number): unknown {
  return renumbered(contentOf(data), '', renumber);
}

function contentOf(data: TermData): unknown {
  switch (data.kind) {
    case 'state':
      return data.state;
    case 'message':
      return data.message;
    case 'record':
      return data.record;
  }
}

function renumbered(value: unknown, field: string, renumber: (term: number) => number): unknown {
  if (typeof value === 'number') return TERM_FIELDS.includes(field) ? renumber(value) : value;
  if (Array.isArray(value)) return value.map((item) => renumbered(item, field, renumber));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, renumbered(inner, name, renumber)]),
  );
}

/** Raft as the paper has it. */
export const raft = raftTarget('raft', PAPER_RULES);
