// Small machines drawn at random, as targets: what they do is a table, and so is what breaks them.
import fc from 'fast-check';
import type { Effect, PureTarget } from '../../../simulator/target.ts';
import type { NodeView } from '../../../trace/view.ts';

const TIMERS = ['x', 'y'];
const MESSAGES = ['m', 'n'];
const INPUTS = [...TIMERS, ...MESSAGES];

/** Nodes are in one of so many states; in the last one they have gone wrong. */
const STATES = 5;
const GONE_WRONG = STATES - 1;

const ENTRY = { term: 1, command: 'c' };

/** What one input does in one state. */
interface Row {
  readonly to: number;
  /** Sent to all others. */
  readonly sends: string | null;
  readonly writes: 'not' | 'synced' | 'unsynced';
  readonly applies: boolean;
  /** A timer that is no longer armed then. */
  readonly clears: string | null;
  /** Whether the write comes last. */
  readonly writesLast: boolean;
}

interface State {
  readonly at: number;
  readonly nodes: number;
  readonly self: number;
}

/** By state, then by input. */
export type Table = readonly (readonly Row[])[];

const anyRow: fc.Arbitrary<Row> = fc.record({
  to: fc.oneof(
    { weight: 6, arbitrary: fc.nat(GONE_WRONG - 1) },
    { weight: 1, arbitrary: fc.constant(GONE_WRONG) },
  ),
  sends: fc.constantFrom(null, ...MESSAGES),
  writes: fc.constantFrom('not', 'synced', 'unsynced'),
  applies: fc.boolean(),
  clears: fc.option(fc.constantFrom(...TIMERS), { freq: 4 }),
  writesLast: fc.boolean(),
});

export const anyTable: fc.Arbitrary<Table> = fc.array(
  fc.array(anyRow, { minLength: INPUTS.length, maxLength: INPUTS.length }),
  { minLength: GONE_WRONG, maxLength: GONE_WRONG },
);

const VIEWS: readonly NodeView[] = Array.from({ length: STATES }, (_, at) => ({
  role: 'follower',
  currentTerm: at === GONE_WRONG ? 0 : 1,
  votedFor: at === GONE_WRONG ? null : 1 + (at % 2),
  log: [],
  commitIndex: 0,
  matchIndex: null,
}));

/** Broken, by `term-monotonic`, when a node goes wrong. All nodes are alike. */
export function machineOf(table: Table): PureTarget<State> {
  const armed = TIMERS.map((timer): Effect => ({ kind: 'setTimer', timer, minMs: 1, maxMs: 9 }));
  return {
    family: 'pure',
    name: 'machine',
    capabilities: { persistence: true, proposals: false, symmetric: true },
    boot: ({ self, nodes }, durable) => {
      return {
        state: { at: typeof durable === 'number' ? durable : 0, nodes, self },
        effects: armed,
      };
    },
    step({ at, nodes, self }, input) {
      const word = input.kind === 'timerFired' ? input.timer : wordOf(input);
      const found = table[at]?.[INPUTS.indexOf(word)];
      if (found === undefined) return { state: { at, nodes, self }, effects: [] };
      const state = { at: found.to, nodes, self };
      const again = armed.filter((effect) => effect.kind === 'setTimer' && effect.timer === word);
      return { state, effects: [...again, ...effectsOf(found, state)] };
    },
    view: ({ at }) => VIEWS[at] ?? fail(),
    viewDurable: () => ({ currentTerm: 1, votedFor: null, log: [] }),
    classify: () => ({ kind: 'other', term: 1 }),
  };
}

function wordOf(input: { readonly kind: string; readonly message?: unknown }): string {
  return typeof input.message === 'string' ? input.message : '';
}

function effectsOf(row: Row, state: State): readonly Effect[] {
  const { sends, writes, writesLast, applies, clears } = row;
  const sent = Array.from({ length: state.nodes }, (_, slot) => slot + 1)
    .filter((to) => to !== state.self && sends !== null)
    .map((to): Effect => ({ kind: 'send', to, message: sends }));
  const cleared: readonly Effect[] = clears === null ? [] : [{ kind: 'clearTimer', timer: clears }];
  const applied: readonly Effect[] = applies ? [{ kind: 'apply', index: 1, entry: ENTRY }] : [];
  const others = [...cleared, ...applied, ...sent];
  if (writes === 'not') return others;
  const write: Effect = { kind: 'persist', record: state.at, synced: writes === 'synced' };
  return writesLast ? [...others, write] : [write, ...others];
}

function fail(): never {
  throw new Error('a machine is in no state that it has');
}
