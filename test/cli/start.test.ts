import test from 'ava';
import { introduction } from '../../cli/start-command.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';

test('what `start` says first is wrapped to the width of the terminal, at words', (t) => {
  const text = 'one two three '.repeat(20).trim();
  for (const columns of [40, 80]) {
    const lines = introduction(text, { ...PLAIN_STYLE, columns }).split('\n');
    t.true(
      lines.every((line) => line.length <= columns),
      `wider than ${columns} columns`,
    );
    t.is(lines.map((line) => line.trim()).join(' '), text);
  }
});
