import test from 'ava';
import fc from 'fast-check';
import {
  columnsOf,
  commandLines,
  labelled,
  paragraph,
  printPage,
  span,
  wrap,
} from '../../../reports/terminal/page.ts';
import { Strip } from '../../../reports/terminal/strip.ts';
import { pageColumns, PLAIN_STYLE, styleFor } from '../../../reports/terminal/style.ts';

const seed = 20261127;
const sentence = fc
  .array(fc.string({ unit: fc.constantFrom(...'aé日👍-/.1'), minLength: 1, maxLength: 12 }))
  .map((words) => words.join(' '));

test('a sentence is broken between words only, and no line is wider than it may be', (t) => {
  const bare = (text: string): string => text.split(/ +/).join(' ').trim();
  const isWrapped = fc.property(sentence, fc.integer({ min: 24, max: 140 }), (text, columns) => {
    const lines = wrap(text, columns);
    return (
      lines.every((line) => columnsOf(line) <= columns) && bare(lines.join(' ')) === bare(text)
    );
  });
  t.notThrows(() => fc.assert(isWrapped, { seed }));
});

test('a word that is wider than a line stays whole', (t) => {
  const path = `.whitewater/findings/${'x'.repeat(90)}`;
  t.deepEqual(wrap(`kept in ${path} for you`, 40), ['kept in', path, 'for you']);
});

test('a number stays with its noun or its unit', (t) => {
  t.deepEqual(wrap('n1 leads term 12 for 500 ms', 14), ['n1 leads', 'term 12 for', '500 ms']);
});

test('text goes on under its own beginning, or below a label that leaves no room', (t) => {
  const narrow = { ...PLAIN_STYLE, columns: 40 };
  const text = 'one two three four five six seven eight nine';
  t.is(
    printPage(labelled('Why', text), narrow),
    '   Why        one two three four five\n              six seven eight nine',
  );
  t.is(
    printPage(paragraph([span(' a-label-that-is-wide')], text), narrow),
    ' a-label-that-is-wide\n      one two three four five six seven\n      eight nine',
  );
});

test('a command that is wrapped can be copied as it stands', (t) => {
  const command = "npx whitewater replay 0123456789ab --exec 'python3 my raft.py' --out a/b";
  const style = { ...PLAIN_STYLE, columns: 60 };
  const text = printPage(commandLines([span('   Replay   ')], command), style);
  t.is(
    text,
    '   Replay   npx whitewater replay 0123456789ab --exec \\\n' +
      "            'python3 my raft.py' --out a/b",
  );
  t.is(text.replace('   Replay   ', '').replace(/ \\\n +/g, ' '), command);
});

test('letters that take two columns keep the lanes where they are', (t) => {
  const strip = new Strip();
  strip.put(0, '日本👍', 'plain');
  strip.put(8, '│', 'plain');
  t.is(printPage([strip.toLine()], PLAIN_STYLE), '日本👍  │');
  const ascii = { color: 'never', ascii: true, environment: {}, isTerminal: false } as const;
  t.is(printPage([strip.toLine()], styleFor(ascii)), '??????  |');
});

test('a page is as wide as its terminal, 80 columns where there is none, and never too wide', (t) => {
  t.is(pageColumns(undefined), 80);
  t.is(pageColumns(0), 80, 'a terminal that does not know its width');
  t.is(pageColumns(100), 100);
  t.is(pageColumns(500), 140);
  t.is(pageColumns(3), 40);
});
