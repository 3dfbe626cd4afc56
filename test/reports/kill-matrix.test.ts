// The kill matrix as people read it, on a terminal and as a page.
import test from 'ava';
import { evaluateCase } from '../../campaign/canary-evaluation.ts';
import { SUBJECTS } from '../../campaign/mutant-cases.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import { mutantsPage } from '../../reports/markdown/mutants.ts';
import { columnsOf } from '../../reports/terminal/page.ts';
import { renderMatrix } from '../../reports/terminal/kill-matrix.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { scoreOf, type MatrixRow } from '../../search/canary/kill-matrix.ts';
import { matchesAllWidths } from './golden.ts';

/** A trial without its times, which no two machines share. */
function rowOf(id: string, maxRuns: number): MatrixRow {
  const subject = SUBJECTS.find(({ known }) => known.id === id);
  if (subject === undefined) throw new Error(`there is no ${id}`);
  const row = evaluateCase(subject, {
    seed: 1,
    timing: LAB_TIMING,
    maxRuns,
    shouldStop: () => false,
  });
  const kill = row.kill === null ? null : { ...row.kill, huntMs: 12, shrinkMs: 345 };
  return { ...row, kill };
}

const ROWS = [
  rowOf('vote-not-persisted', 30),
  rowOf('votes-counted-by-number', 30),
  rowOf('leader-never-gives-up', 5),
  rowOf('truncated-tail-returns', 2),
  rowOf('three-need-one-vote', 5),
];

test('the matrix says who killed what, how soon, how short, and what was missed', (t) => {
  matchesAllWidths(t, 'kill-matrix', (style) => renderMatrix(ROWS, scoreOf(ROWS), style));
});

test('no line of the matrix is wider than a page', (t) => {
  for (const columns of [60, 70, 80, 90, 100, 140]) {
    for (const line of renderMatrix(ROWS, scoreOf(ROWS), { ...PLAIN_STYLE, columns }).split('\n')) {
      t.true(columnsOf(line) <= columns, line);
    }
  }
});

test('a name that is too long for its column moves no other column', (t) => {
  const [usual] = ROWS;
  if (usual === undefined) return t.fail();
  const long = { ...usual, id: 'matches-assumed-and-committed' };
  const lines = renderMatrix([usual, long], scoreOf([usual, long]), PLAIN_STYLE).split('\n');
  const [place, placeOfLong] = [usual.id, long.id].map((id) => {
    const line = lines.find((one) => one.includes(id)) ?? '';
    return line.indexOf('advers.');
  });
  t.not(place, -1, lines.join('\n'));
  t.is(placeOfLong, place, lines.join('\n'));
});

test('a control that dies is named, with what it was accused of', (t) => {
  const [killed] = ROWS;
  if (killed === undefined) return t.fail();
  const accused: MatrixRow = { ...killed, expected: 'survives', isAsExpected: false };
  const text = renderMatrix([accused], scoreOf([accused]), PLAIN_STYLE);
  t.regex(text, /✖ vote-not-persisted +died of one-vote-per-term in run \d+/);
  t.regex(text, /0 of 1 survive/);
});

test('the page tells the same, with the stories', (t) => {
  const [first, second] = ROWS;
  if (first === undefined || second === undefined) return t.fail();
  const page = mutantsPage({
    mutants: [first, ROWS[3] ?? first].map((row) => ({
      row,
      story: 'Something is wrong. It breaks.',
      sources: ['somebody/something#1'],
      alsoBreaks: ['election-safety (7 decisions with 3 nodes, proven)'],
    })),
    controls: [{ row: ROWS[4] ?? first, why: 'Nobody can notice.' }],
    leftOut: [{ catalogueId: 'LS-01', title: 'a defect | with a bar', why: 'No such feature.' }],
    score: scoreOf(ROWS),
    command: 'the command',
  });
  t.regex(page, /\*\*3 of 4 mutants killed, 1 of 1 controls survive\.\*\*/);
  t.regex(page, /\| PC-01 \| one-vote-per-term \| adversarial \| 14 \| 4 ■ \| 4 \| 2 \| crash \|/);
  t.regex(page, /\| PC-08 \| \*\*survived\*\* \|/);
  t.regex(page, /\| three-need-one-vote \| LE-03 \| all \| 55 \| Nobody can notice\. \|/);
  t.regex(page, /\| a defect \\\| with a bar \|/, 'a bar must not end a cell');
  t.regex(page, /Also breaks election-safety \(7 decisions/);
});
