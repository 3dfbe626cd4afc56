import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { mayOpen } from '../../cli/open-file.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

const PINNED = 'corpus/regressions/one-vote-per-term/7327795ab501.json';
const FINDING = fileURLToPath(new URL(`../../${PINNED}`, import.meta.url));
const PAGE = '.whitewater/reports/one-vote-per-term-7327795ab501/report.html';

/** In the place of the platform's opener: notes what it was asked to open. */
const openers = mkdtempSync(join(tmpdir(), 'whitewater-openers-'));
for (const name of ['xdg-open', 'open']) {
  writeFileSync(join(openers, name), '#!/bin/sh\nprintf %s "$1" > opened\n', { mode: 0o755 });
}
process.env['PATH'] = `${openers}${delimiter}${process.env['PATH'] ?? ''}`;

test.serial('replay --open writes the page, says where, and hands it to the opener', async (t) => {
  delete process.env['CI'];
  delete process.env['GITHUB_ACTIONS'];
  const folder = emptyFolder(t);
  const { code, stdout, stderr } = await whitewater(folder, ['replay', FINDING, '--open']);
  t.is(code, 0, stderr);
  t.is(stderr, `${PAGE}\n`);
  t.regex(stdout, /the same, event for event/);
  t.regex(readFileSync(join(folder, PAGE), 'utf8'), /^<!doctype html>/);
  const opened = join(folder, 'opened');
  for (let tries = 0; tries < 100 && !existsSync(opened); tries += 1) await wait(50);
  t.is(readFileSync(opened, 'utf8'), PAGE);
});

test.serial('in CI the page is written and not opened', async (t) => {
  process.env['CI'] = 'true';
  const folder = emptyFolder(t);
  const { code, stderr } = await whitewater(folder, ['replay', FINDING, '--open', '--json']);
  t.is(code, 0, stderr);
  t.is(stderr, `${PAGE}\nnot opened: CI is set\n`);
  t.true(existsSync(join(folder, PAGE)));
  t.false(existsSync(join(folder, 'opened')));
});

test('an empty CI, or one that says no, is none', (t) => {
  t.true(mayOpen({ CI: '' }));
  t.true(mayOpen({ CI: 'false' }));
  t.false(mayOpen({ CI: '1' }));
  t.false(mayOpen({ GITHUB_ACTIONS: 'true' }));
});
