// Lanes of narrow reports: however little room there is, an arrow is seen, and what is cut says so.
import test from 'ava';
import type { Cell, Row, Story } from '../../../reports/story/row.ts';
import { isRowCut, rowLines } from '../../../reports/terminal/lanes.ts';
import { layoutOf, type Layout } from '../../../reports/terminal/layout.ts';

const TEXT = 'what happened, in words';

/** What receivers show, from the shortest to the longest that an election or a log makes. */
const STATES = ['F1', 'F1 v=n2', 'C1→F2 v=n3', 'L12→F13 v=n14', 'F2 log 2', 'L2 log 12 ci=10', '✸'];
const LABELS = ['RV', 'PVREQ'];

function rowOf(from: number, to: number, label: string, cells: readonly Cell[]): Row {
  return {
    number: 1,
    timeMs: 0,
    mark: null,
    arrow: { kind: 'arrives', from, to, label },
    cells,
    text: TEXT,
    heartbeatsBefore: 0,
    interrupted: { down: [], apart: [] },
  };
}

function layout(nodes: number, columns: number, hasClock: boolean): Layout {
  const lanes = Array.from({ length: nodes }, (_, slot) => slot + 1);
  const story: Story = {
    rows: [rowOf(1, 2, 'AE', [])],
    lanes,
    idle: [],
    rowOf: () => null,
    rowOfClause: () => null,
  };
  return layoutOf(story, hasClock, columns);
}

/** The lanes of a row, without its number and its words. */
function lanesOf(row: Row, table: Layout): string {
  const [first = []] = rowLines(row, table);
  const line = first.map(({ text }) => text).join('');
  return line.replace(TEXT, '').slice(table.lanesStart);
}

const LAYOUTS = [80, 100].flatMap((columns) =>
  [2, 3, 4, 5].flatMap((nodes) =>
    [false, true].map((hasClock) => ({ nodes, table: layout(nodes, columns, hasClock) })),
  ),
);

function pairs(nodes: number): readonly (readonly [number, number])[] {
  const all = Array.from({ length: nodes }, (_, slot) => slot + 1);
  return all.flatMap((from) => all.flatMap((to) => (from === to ? [] : [[from, to] as const])));
}

/** Pieces of a text that were not drawn, where nothing says that some are missing. */
function unsaid(drawn: string, text: string): readonly string[] {
  if (drawn.includes('…')) return [];
  return text.split(' ').filter((piece) => !drawn.includes(piece));
}

/** What is wrong with a row whose arrow and receiver are drawn like this; null if nothing is. */
function faultOf(row: Row, table: Layout, texts: string): string | null {
  const drawn = lanesOf(row, table);
  const { from, to } = row.arrow?.kind === 'arrives' ? row.arrow : { from: 0, to: 0 };
  const heads = (drawn.match(/[◄►]/g) ?? []).join('');
  if (heads !== (from < to ? '►' : '◄')) return `the arrow is not seen: "${drawn}"`;
  if (unsaid(drawn, texts).length > 0) return `cut off, and nothing says so: "${drawn}"`;
  if (isRowCut(row, table) !== drawn.includes('…')) return `the key is wrong: "${drawn}"`;
  return null;
}

test('an arrow has its head in every row, and a text is whole or ends with a mark', (t) => {
  const faults = LAYOUTS.flatMap(({ nodes, table }) =>
    pairs(nodes).flatMap(([from, to]) =>
      STATES.flatMap((state) =>
        LABELS.flatMap((label) => {
          const row = rowOf(from, to, label, [{ node: to, text: state, look: 'follower' }]);
          return faultOf(row, table, `${label} ${state}`) ?? [];
        }),
      ),
    ),
  );
  t.deepEqual(faults, []);
});

test('where everyone stands does not hide the arrow of the violation', (t) => {
  const faults = LAYOUTS.flatMap(({ nodes, table }) =>
    pairs(nodes).flatMap(([from, to]) => {
      const cells = Array.from({ length: nodes }, (_, slot): Cell => {
        const look = slot + 1 === from ? 'leader' : 'follower';
        return { node: slot + 1, text: look === 'leader' ? 'L12' : 'F12', look };
      });
      return faultOf(rowOf(from, to, 'PVREQ', cells), table, 'L12 F12 PVREQ') ?? [];
    }),
  );
  t.deepEqual(faults, []);
});

test('a cell that fills its lane leaves the next lane as it is', (t) => {
  const table = { ...layout(4, 80, false), laneColumns: 8 };
  const proposed: Row = {
    ...rowOf(1, 2, '', []),
    arrow: null,
    cells: [{ node: 2, text: 'L1 log 1', look: 'leader' }],
  };
  t.is(lanesOf(proposed, table).trimEnd(), '│       L1 log 1│       │');
});

test('half a vote or half a length is not shown: the mark stands for all of it', (t) => {
  const table = { ...layout(4, 80, false), laneColumns: 8 };
  const shown = (text: string): string => {
    return lanesOf(rowOf(2, 1, 'RV', [{ node: 1, text, look: 'follower' }]), table).slice(0, 10);
  };
  t.is(shown('F1 v=n2'), 'F1 v=n2◄RV');
  t.is(shown('F2 log 2'), 'F2… ◄── RV'.slice(0, 10));
  t.is(shown('C1→F2 v=n3'), 'C1→F2… ◄RV');
  t.is(shown('L12→F13 v=n3'), '→F13… ◄ RV');
});
