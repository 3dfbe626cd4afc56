import test from 'ava';
import { ACTIONS } from '../../../faults/catalogue.ts';
import type { Row } from '../../../reports/story/row.ts';
import { FAULT_LETTERS } from '../../../reports/story/key.ts';
import { keyLines } from '../../../reports/terminal/key-lines.ts';
import { printPage } from '../../../reports/terminal/page.ts';
import { PLAIN_STYLE } from '../../../reports/terminal/style.ts';

const ROW: Row = {
  number: 1,
  timeMs: 0,
  mark: null,
  arrow: null,
  cells: [
    { node: 1, text: 'F0→C1', look: 'candidate' },
    { node: 2, text: 'C12 P1', look: 'candidate' },
  ],
  text: '',
  heartbeatsBefore: 0,
  interrupted: { down: [], apart: [2] },
};

function keyOf(hasThinLanes: boolean, faults: readonly string[]): string {
  const texts = ['the log of n1 was [x@1 y@2]'];
  const shown = { rows: [ROW], texts, hasThinLanes, faults, hasClock: true };
  return printPage(keyLines(shown), PLAIN_STYLE).replace(/\s+/g, ' ');
}

test('each letter of a fault that may be kept is explained', (t) => {
  for (const { kind, letter } of ACTIONS) {
    if (kind === 'elapse') continue;
    t.truthy(FAULT_LETTERS[letter], `${kind}: say in FAULT_LETTERS what ${letter} stands for`);
  }
  t.regex(keyOf(false, ['P1', 'P2', 'X3']), /, P cut links, X crash,/);
  t.notRegex(keyOf(false, []), /cut links/);
});

test('a thin lane is explained only where one is drawn', (t) => {
  t.regex(keyOf(true, []), /┆ paused or cut off/);
  t.notRegex(keyOf(false, []), /┆/, 'its lane is covered, or its row hidden');
});

test('the number of a term is explained by an example that is shown, and so is the unit', (t) => {
  t.regex(keyOf(false, []), /F follower, C12 candidate of term 12,/);
  t.regex(keyOf(false, []), /, x@1 entry of term 1,/);
  t.regex(keyOf(false, []), /action: a fault, a proposal or time passing/);
});
