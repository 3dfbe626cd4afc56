import test from 'ava';
import { ACTIONS } from '../../../faults/catalogue.ts';
import { FAULT_LETTERS, keyOf, type Shown } from '../../../reports/story/key.ts';
import type { Row } from '../../../reports/story/row.ts';

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

function keyWith(shown: Partial<Shown>): string {
  const nothing = {
    texts: [],
    hasThinLanes: false,
    hasCutCells: false,
    faults: [],
    hasClock: true,
  };
  return keyOf({ rows: [ROW], ...nothing, ...shown }).join();
}

test('each letter of a fault that may be kept is explained', (t) => {
  for (const { kind, letter } of ACTIONS) {
    if (kind === 'elapse') continue;
    t.truthy(FAULT_LETTERS[letter], `${kind}: say in FAULT_LETTERS what ${letter} stands for`);
  }
  t.regex(keyWith({ faults: ['P1', 'P2', 'X3'] }), /,P cut links,X crash,/);
  t.notRegex(keyWith({}), /cut links/);
});

test('a thin lane is explained only where one is drawn', (t) => {
  t.regex(keyWith({ hasThinLanes: true }), /┆ paused or cut off/);
  t.notRegex(keyWith({}), /┆/, 'its lane is covered, or its row hidden');
});

test('a mark for what is cut off is explained only where something is', (t) => {
  t.regex(keyWith({ hasCutCells: true }), /… no room: the words of the step say it/);
  t.notRegex(keyWith({ texts: ['the log of n1 was [… x@1]'] }), /no room/);
});

test('terms, entries and what is counted are explained by what is shown', (t) => {
  t.regex(keyWith({}), /F follower,C12 candidate of term 12,/);
  t.regex(keyWith({ texts: ['the log of n1 was [x@1 y@2]'] }), /,x@1 entry of term 1,/);
  t.notRegex(keyWith({ texts: ['mail to x@1'] }), /entry of term/);
  t.regex(keyWith({}), /,action: a fault, a proposal or time passing$/);
  t.regex(keyWith({ hasClock: false }), /,decision: a timer, a delivery, a proposal or a crash$/);
});
