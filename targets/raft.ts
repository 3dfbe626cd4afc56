/** The reference core as a target: the place where Raft and the world meet. */
import { boot, step } from '../core/raft.ts';
import type { Input as RaftInput } from '../core/effects.ts';
import type { Message } from '../core/messages.ts';
import { PAPER_RULES, type RaftRules } from '../core/rules.ts';
import { EMPTY_DISK, type PersistentState, type RaftState } from '../core/state.ts';
import type { Input, PureTarget } from '../simulator/target.ts';

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
    renumberTerms,
  };
}

/** The fields that hold a term, in states, records, entries and messages. */
const TERM_FIELDS: readonly string[] = ['term', 'currentTerm', 'prevLogTerm', 'lastLogTerm'];

function renumberTerms<Data>(data: Data, renumber: (term: number) => number): Data {
  const renamed = (value: unknown, field: string): unknown => {
    if (typeof value === 'number') return TERM_FIELDS.includes(field) ? renumber(value) : value;
    if (Array.isArray(value)) return value.map((item) => renamed(item, field));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, renamed(inner, name)]),
    );
  };
  return renamed(data, '') as Data;
}

/** Raft as the paper has it. */
export const raft = raftTarget('raft', PAPER_RULES);
