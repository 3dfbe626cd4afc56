// What was found is told, whatever happens to the disk; and a script that asks for JSON gets it.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { JsonAnswer } from '../../cli/json-answer.ts';
import { refuseForeignPage, writtenPage } from '../../cli/mutants-file.ts';
import { catalogueText } from '../../cli/mutants-page.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { emptyFolder, isRefused, stepsIn, whitewater } from './whitewater.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PINNED = join(root, 'test/campaign/findings/golden/pinned-schedule.json');

interface Answer {
  readonly command: string | null;
  readonly error?: { readonly message: string; readonly exitCode: number };
  readonly notSaved?: readonly string[];
  readonly targets?: readonly { readonly notSaved: readonly string[] }[];
}

/** The one object, which must be all that is on stdout. */
function answerIn(stdout: string): Answer {
  return JSON.parse(stdout) as Answer;
}

test('a hunt whose disk refuses reports all the same, and ends with its verdict', async (t) => {
  const folder = emptyFolder(t);
  fs.writeFileSync(join(folder, 'file'), 'in the way');
  const hunt = ['run', 'votes-without-memory', '--runs', '500', '--seed', '1', '--no-progress'];
  const lost = ['--out', 'file'];
  const [saved, unsaved, json] = await Promise.all([
    whitewater(folder, hunt),
    whitewater(folder, [...hunt, ...lost]),
    whitewater(folder, [...hunt, ...lost, '--json']),
  ]);
  t.deepEqual([saved.code, unsaved.code, json.code], [0, 0, 0], unsaved.stderr);
  t.regex(
    unsaved.stderr,
    new RegExp(
      '^what is found is kept only [^\n]+\nfinding [^\n]+ is not saved: [^\n]+\n' +
        'logs of failed runs are not saved: [^\n]+\n$',
    ),
  );
  t.is(stepsIn(saved.stdout).length, 3, 'a hunt prints the numbered steps of its finding');
  t.deepEqual(stepsIn(unsaved.stdout), stepsIn(saved.stdout), 'the report is not complete');
  t.is(answerIn(json.stdout).targets?.[0]?.notSaved.length, 2, json.stdout);
});

test('what could not be saved says so, and how it is found again', async (t) => {
  const folder = emptyFolder(t);
  fs.writeFileSync(join(folder, 'file'), 'in the way');
  const hunt = ['votes-without-memory', '--seed', '1', '--engine', 'adversarial'];
  const lost = await whitewater(folder, ['run', ...hunt, '--out', 'file']);
  t.notRegex(lost.stdout, /Replay/, 'nothing was saved, so nothing can be replayed');
  const [, line = ''] =
    /Lost +it is not saved; this finds it again:\n +Again +([^]+?)\n\n/.exec(lost.stdout) ?? [];
  const typed = line.replaceAll(/\\\n +/g, '').split(/ +/);
  t.deepEqual(typed.slice(0, 5), ['npm', 'run', '-s', 'whitewater', '--'], lost.stdout);
  const found = await whitewater(folder, typed.slice(5));
  t.deepEqual(stepsIn(found.stdout), stepsIn(lost.stdout), 'another finding was found again');
  t.regex(found.stdout, / Replay /);
});

test('a pinned file is replayed and shrunk; shrunk in vain, where it cannot be saved', async (t) => {
  const folder = emptyFolder(t);
  fs.writeFileSync(join(folder, 'file'), 'in the way');
  const [replay, shrink, lost] = await Promise.all([
    whitewater(folder, ['replay', PINNED]),
    whitewater(folder, ['shrink', PINNED, '--shrink-budget', '2000x']),
    whitewater(folder, ['shrink', PINNED, '--shrink-budget', '2000x', '--out', 'file', '--json']),
  ]);
  t.is(replay.code, 0, replay.stderr);
  t.is(shrink.code, 0, shrink.stderr);
  t.is(fs.readdirSync(join(folder, '.whitewater', 'findings')).length, 1);
  t.is(lost.code, 2, 'what could not be saved is no success');
  t.is(answerIn(lost.stdout).notSaved?.length, 1, lost.stdout);
});

test('--json is one object for whatever goes wrong', async (t) => {
  const folder = emptyFolder(t);
  const damaged = join(folder, 'damaged.json');
  fs.writeFileSync(damaged, fs.readFileSync(PINNED, 'utf8').slice(0, 900));
  const wrong: readonly (readonly [readonly string[], number])[] = [
    [['run', '--sed', '1', '--json'], 2],
    [['rum', '--json'], 2],
    [['explore', 'raft', '--nodes', '99', '--json'], 2],
    [['replay', damaged, '--json'], 2],
    [['pin', damaged, '--json', '--out', '/proc/x'], 2],
    [['canary', '--page', damaged, '--json'], 2],
  ];
  for (const [words, code] of wrong) {
    const ended = await whitewater(folder, words);
    const command = words.join(' ');
    t.is(ended.code, code, `${command}: ${ended.stderr}`);
    const { error } = answerIn(ended.stdout);
    t.is(error?.exitCode, code, `${command}: ${ended.stdout}`);
    t.regex(error?.message ?? '', /^\P{Cc}+$/u, command);
    t.regex(ended.stderr, /^error: [^\n]+\n$/, `${command}: people read stderr`);
  }
});

test('a command is named where its words are understood no further', (t) => {
  const commands = ['run', 'list'];
  const named = (words: readonly string[]): unknown => JsonAnswer.askedFor(words, commands);
  t.deepEqual(named(['run', '--sed', '--json']), new JsonAnswer('run'));
  t.deepEqual(named(['--json']), new JsonAnswer(null));
  t.is(named(['run']), null);
  t.is(named(['run', '--', '--json']), null);
});

test('a report that is lost to a full disk is one line, and no success', (t) => {
  const folder = emptyFolder(t);
  const full = fs.openSync('/dev/full', 'w');
  t.teardown(() => fs.closeSync(full));
  const words = ['--import', join(root, 'ts-register.mjs'), join(root, 'cli/main.ts'), 'list'];
  const ended = spawnSync(process.execPath, words, {
    cwd: folder,
    stdio: ['ignore', full, 'pipe'],
  });
  t.is(ended.status, 2);
  t.regex(ended.stderr.toString(), /^error: the report cannot be written to stdout \(ENOSPC\)\n$/);
});

test('folders where nothing can be kept are refused before anything is done', async (t) => {
  await isRefused(t, ['run', '--out', ''], /--out '' is empty/);
  await isRefused(
    t,
    ['replay', 'abcdef', '--out', '/proc/self/x'],
    /--out '\/proc\/self\/x' is in/,
  );
});

test('a page of the catalogue replaces one of its kind, and no other file', (t) => {
  const file = join(emptyFolder(t), 'page.md');
  const page = catalogueText([]);
  t.notThrows(() => refuseForeignPage(file), 'there is no file yet');
  t.deepEqual(writtenPage(file, page), { isWritten: true, text: `wrote ${file}` });
  t.deepEqual(writtenPage(file, page), { isWritten: true, text: `wrote ${file}` });
  t.notThrows(() => refuseForeignPage(join(root, 'docs/MUTANTS.md')));
  for (const foreign of ['', '# Broken Rafts\n\nA novel.\n']) {
    fs.writeFileSync(file, foreign);
    t.throws(() => refuseForeignPage(file), { instanceOf: Refusal, message: /not made by canary/ });
    t.regex(writtenPage(file, page).text, /^the page is not saved: [^\n]+$/);
    t.is(fs.readFileSync(file, 'utf8'), foreign, 'it was replaced');
  }
  for (const way of ['/dev/full', join(root, 'docs')]) {
    t.throws(() => refuseForeignPage(way), { instanceOf: Refusal });
  }
});

test('an interrupted canary says that its page is kept as it was, in JSON too', async (t) => {
  const folder = emptyFolder(t);
  const old = `${catalogueText([])}old\n`;
  fs.writeFileSync(join(folder, 'page.md'), old);
  const words = ['canary', '--page', 'page.md', '--json'];
  let hasKilled = false;
  const { code, stdout, stderr } = await whitewater(folder, words, (said, kill) => {
    if (hasKilled || !said.includes('1/')) return;
    hasKilled = true;
    kill('SIGINT');
  });
  t.is(code, 130, stderr);
  const kept = 'not finished: no page is written, page.md is kept as it was';
  t.true(stderr.endsWith(`\n${kept}\n`), stderr);
  const page = { file: 'page.md', written: false, text: kept };
  t.like(JSON.parse(stdout), { command: 'canary', interrupted: true, page });
  t.is(fs.readFileSync(join(folder, 'page.md'), 'utf8'), old);
});
