// Whatever is wrong with a finding, each command that reads it says so in one line.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { decidedReport } from '../reports/decided.ts';
import { VOTE_CLEARED } from '../reports/decided-stories.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

const { finding: FINDING } = decidedReport(VOTE_CLEARED);
const { run } = FINDING;
const COMMANDS = [
  ['report', '--format', 'html'],
  ['replay', '--open'],
  ['play', '--no-open'],
];

const BAD: readonly (readonly [what: string, text: string, line: RegExp])[] = [
  ['cut', JSON.stringify(FINDING).slice(0, 300), /it is not JSON, or only the first part of it/],
  ['newer', JSON.stringify({ ...FINDING, whitewater: 9 }), /it has format 9, and only format 2/],
  [
    'of steps beyond its nodes',
    JSON.stringify({ ...FINDING, run: { ...run, nodes: 2 } }),
    /names a node beyond n2/,
  ],
];

for (const [command = '', ...options] of COMMANDS) {
  test(`${command} refuses a bad finding in one line, and writes nothing`, async (t) => {
    for (const [what, text, line] of BAD) {
      const folder = emptyFolder(t);
      mkdirSync(join(folder, 'bad'));
      const file = join('bad', 'finding.json');
      writeFileSync(join(folder, file), text);
      const { code, stdout, stderr } = await whitewater(folder, [command, file, ...options]);
      t.is(code, 2, `${what}: ${stderr}`);
      t.is(stdout, '', what);
      t.regex(stderr, /^[^\n]+\n$/, `${what}: it is not one line`);
      t.regex(stderr, line, what);
      t.deepEqual(readdirSync(folder), ['bad'], `${what}: something was written`);
    }
  });
}
