// `check` where packages under test are not installed: it says once what to do, and goes on.
import { join } from 'node:path';
import test from 'ava';
import type { ExternalTarget } from '../../cli/external-target.ts';
import { present, remediesOf, remedyLines } from '../../cli/left-out.ts';
import { printPage } from '../../reports/terminal/page.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { raft } from '../../targets/raft.ts';
import { root } from '../house/checkout.ts';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

const PINNED = join(root, 'corpus', 'regressions');
const INSTALL = 'npm ci --prefix targets/npm --ignore-scripts';

const preload = new URL('fixtures/not-installed.mjs', import.meta.url).href;
process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --import=${preload}`;

function timesIn(text: string, part: string): number {
  return text.split(part).length - 1;
}

test('check says once what to install, and performs everything else', async (t) => {
  const folder = emptyFolder(t);
  const [text, json] = await Promise.all([
    whitewater(folder, ['check', PINNED]),
    whitewater(folder, ['check', PINNED, '--json']),
  ]);
  t.is(text.code, 0, text.stdout);
  t.is(timesIn(text.stdout, INSTALL), 1, text.stdout);
  t.true(
    timesIn(text.stdout, ' is not installed') > 1,
    'this test needs several that are left out',
  );
  t.regex(text.stdout, /✔ [1-9]\d* pinned findings?, all as expected; [1-9]\d* not performed\n/);
  t.regex(text.stdout, /not performed\n {3}took .* of processor time\n/);
  t.regex(text.stdout, /\n {3}To perform them too {2}npm ci .+\n\n$/);
  const { remedies, checked } = JSON.parse(json.stdout) as {
    remedies: readonly string[];
    checked: readonly { leftOut: boolean; asExpected: boolean }[];
  };
  t.deepEqual(remedies, [INSTALL]);
  t.true(checked.every(({ leftOut, asExpected }) => leftOut !== asExpected));
  await isRefused(t, ['run', 'tinyraft'], new RegExp(`tinyraft is not installed: ${INSTALL}`));
});

test('Several remedies are told one below the other, each once, and none is no line', (t) => {
  const remedies = remediesOf([
    { remedy: 'npm install one' },
    { remedy: null },
    { remedy: 'npm install two' },
    { remedy: 'npm install one' },
  ]);
  t.deepEqual(remedies, ['npm install one', 'npm install two']);
  const lines = printPage(remedyLines(remedies), PLAIN_STYLE).split('\n');
  t.deepEqual(lines, [
    '',
    '   To perform them too  npm install one',
    '                        npm install two',
  ]);
  t.deepEqual(remedyLines([]), []);
});

function brought(name: string, command: string | null): ExternalTarget {
  const entry = {
    name,
    title: '',
    target: raft,
    nodes: [3],
    expected: { verdict: 'held' },
  } as const;
  return { entry, request: { target: name }, option: '', path: null, command };
}

test('a finding of a program that no --exec starts says which one, and what was started', (t) => {
  const remedy = 'start exec:mine with --exec "<command>"';
  t.deepEqual(present('exec:mine', []), {
    kind: 'missing',
    why: 'it is a program, and no --exec starts it',
    remedy,
  });
  const others = ['exec:yours', 'exec:theirs'].map((name) => brought(name, 'node it.mjs'));
  t.deepEqual(present('exec:mine', [...others, brought('a-module', null)]), {
    kind: 'missing',
    why: 'it is a program, and --exec starts exec:yours, exec:theirs',
    remedy,
  });
  const mine = brought('exec:mine', 'node mine.mjs');
  t.deepEqual(present('exec:mine', [...others, mine]), { kind: 'present', entry: mine.entry });
});

test('of several targets of yours that are missing, each is told how to bring it', (t) => {
  const missing = ['exec:mine', 'my-module'].map((name) => present(name, []));
  const remedies = remediesOf(missing.flatMap((one) => (one.kind === 'missing' ? [one] : [])));
  t.deepEqual(remedies, [
    'start exec:mine with --exec "<command>"',
    'bring my-module with --target <file>',
  ]);
});
