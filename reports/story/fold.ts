/** Shortens a long story to its beginning, its causes and its end. */
import type { Row } from './row.ts';

export type Fold =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'hidden'; readonly count: number };

/** Up to this many rows nothing is hidden. */
const ROWS_SHOWN_ALL = 40;
const FIRST_ROWS = 5;
const LAST_ROWS = 4;
/** To hide fewer would save nothing. */
const ROWS_HIDDEN_MIN = 4;

/** Hides what lies between the beginning, the steps that are named with a neighbour, the end. */
export function foldRows(rows: readonly Row[], isFull: boolean): readonly Fold[] {
  if (isFull || rows.length <= ROWS_SHOWN_ALL) return rows.map((row) => ({ kind: 'row', row }));
  const folds: Fold[] = [];
  let waiting: Row[] = [];
  for (const [index, row] of rows.entries()) {
    if (!isShown(index, rows)) {
      waiting.push(row);
      continue;
    }
    folds.push(...folded(waiting), { kind: 'row', row });
    waiting = [];
  }
  return folds;
}

function folded(rows: readonly Row[]): readonly Fold[] {
  if (rows.length >= ROWS_HIDDEN_MIN) return [{ kind: 'hidden', count: rows.length }];
  return rows.map((row) => ({ kind: 'row', row }));
}

function isShown(index: number, rows: readonly Row[]): boolean {
  if (index < FIRST_ROWS || index >= rows.length - LAST_ROWS) return true;
  return rows.slice(index - 1, index + 2).some(({ mark }) => mark !== null);
}
