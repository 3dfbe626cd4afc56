/** What the letters in the lanes mean: only those that a story uses. */
import type { Row } from './row.ts';

/** Labels of arrows, in the order in which an election uses them. */
const MESSAGES: readonly (readonly [label: string, meaning: string])[] = [
  ['RV', 'request for votes'],
  ['VG', 'vote granted'],
  ['VD', 'vote denied'],
  ['AE', 'AppendEntries'],
  ['AR', 'its answer'],
  ['AD', 'AppendEntries denied'],
  ['M', 'other message'],
];

/** Pieces of cells. */
const STATES: readonly (readonly [piece: RegExp, symbol: string, meaning: string])[] = [
  [/(?:^|→)F\d/, 'F', 'follower'],
  [/(?:^|→)C\d/, 'C', 'candidate'],
  [/(?:^|→)L\d/, 'L', 'leader'],
  [/^v=n/, 'v=', 'votes for'],
  [/^v=-/, 'v=-', 'vote forgotten'],
  [/^log$/, 'log', 'length of the log'],
  [/^ci=/, 'ci=', 'commit index'],
  [/^✸/, '✸', 'crash or error'],
];

/** The number after a role is the term; it is said once, behind everything else. */
export interface Key {
  readonly parts: readonly string[];
  readonly hasRoles: boolean;
}

/** Parts such as `F follower`, in the order in which an election uses them. */
export function keyOf(rows: readonly Row[]): Key {
  const pieces = rows.flatMap(({ cells }) => cells.flatMap(({ text }) => text.split(' ')));
  const states = STATES.filter(([piece]) => pieces.some((text) => piece.test(text)));
  const labels = new Set(rows.flatMap(({ arrow }) => (arrow === null ? [] : [arrow.label])));
  return {
    parts: [
      ...states.map(([, symbol, meaning]) => `${symbol} ${meaning}`),
      ...MESSAGES.filter(([label]) => labels.has(label)).map((pair) => pair.join(' ')),
      ...marksIn(rows),
    ],
    hasRoles: states.some(([, symbol]) => 'FCL'.includes(symbol)),
  };
}

function marksIn(rows: readonly Row[]): readonly string[] {
  const isThin = rows.some(({ interrupted }) => interrupted.apart.length > 0);
  return [
    ...(rows.some(({ mark }) => mark === 'because') ? ['▸ named above'] : []),
    ...(isThin ? ['┆ paused or cut off from a majority'] : []),
  ];
}
