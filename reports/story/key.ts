/** What the letters in the lanes mean: only those that a report shows. */
import type { Row } from './row.ts';

/** Labels of arrows, in the order in which an election uses them. */
const MESSAGES: readonly (readonly [label: string, meaning: string])[] = [
  ['RV', 'request for votes'],
  ['VG', 'vote granted'],
  ['VD', 'vote denied'],
  ['AE', 'AppendEntries'],
  ['AR', 'answer to AppendEntries'],
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

/** Ids of faults begin with the letter of their kind. */
export const FAULT_LETTERS: Readonly<Record<string, string>> = {
  D: 'second copy',
  K: 'slow disk',
  N: 'network fault',
  P: 'cut links',
  Q: 'proposal',
  R: 'repair',
  S: 'skewed clock',
  X: 'crash',
  Z: 'pause',
};

/** What is shown: the key explains this and nothing else. */
export interface Shown {
  readonly rows: readonly Row[];
  /** All sentences that are told. */
  readonly texts: readonly string[];
  /** Whether lanes of nodes that are paused or cut off are drawn thin. */
  readonly hasThinLanes: boolean;
  /** Whether anything in the lanes is cut off for want of room. */
  readonly hasCutCells: boolean;
  /** Ids of the faults that are kept. */
  readonly faults: readonly string[];
  readonly hasClock: boolean;
}

/** Parts such as `VG vote granted`: states, messages and faults, marks, and what is counted. */
export function keyOf(shown: Shown): readonly string[] {
  const { rows } = shown;
  const pieces = rows.flatMap(({ cells }) => cells.flatMap(({ text }) => text.split(' ')));
  const states = STATES.filter(([piece]) => pieces.some((text) => piece.test(text)));
  const labels = new Set(rows.flatMap(({ arrow }) => (arrow === null ? [] : [arrow.label])));
  return [
    ...rolesIn(pieces),
    ...states.filter(([, symbol]) => !isRole(symbol)).map(([, sign, text]) => `${sign} ${text}`),
    ...MESSAGES.filter(([label]) => labels.has(label)).map((pair) => pair.join(' ')),
    ...entriesIn(shown),
    ...faultsIn(shown),
    ...marksIn(shown),
    unitIn(shown),
  ];
}

function isRole(symbol: string): boolean {
  return 'FCL'.includes(symbol);
}

/** The number after a role is the term: the last role is explained by an example, `L1`. */
function rolesIn(pieces: readonly string[]): readonly string[] {
  const roles = STATES.filter(([piece, symbol]) => {
    return isRole(symbol) && pieces.some((text) => piece.test(text));
  });
  return roles.map(([, symbol, meaning], place) => {
    const shown = pieces.find((piece) => piece.startsWith(symbol) && /^.\d+$/.test(piece));
    if (place < roles.length - 1 || shown === undefined) return `${symbol} ${meaning}`;
    return `${shown} ${meaning} of term ${shown.slice(1)}`;
  });
}

/** Logs in brackets show each entry with its term: `x@1`. */
function entriesIn({ texts }: Shown): readonly string[] {
  const entry = texts.map((text) => /\[(?:… )?(\S+@(\d+))[ \]]/.exec(text)).find(Boolean);
  const [, shown, term] = entry ?? [];
  return shown === undefined ? [] : [`${shown} entry of term ${term ?? ''}`];
}

function faultsIn({ faults }: Shown): readonly string[] {
  const letters = [...new Set(faults.map((id) => id.slice(0, 1)))];
  return letters.flatMap((letter) => {
    const noun = FAULT_LETTERS[letter];
    return noun === undefined ? [] : [`${letter} ${noun}`];
  });
}

function marksIn({ rows, hasThinLanes, hasCutCells }: Shown): readonly string[] {
  return [
    ...(rows.some(({ mark }) => mark === 'because') ? ['▸ step named above'] : []),
    ...(hasThinLanes ? ['┆ paused or cut off from a majority'] : []),
    ...(hasCutCells ? ['… no room: the words of the step say it'] : []),
  ];
}

/** What the counts above are counts of. */
function unitIn({ hasClock }: Shown): string {
  if (hasClock) return 'action: a fault, a proposal or time passing';
  return 'decision: a timer, a delivery, a proposal or a crash';
}
