// The way of a finding through the commands: explore, shrink, pin, check.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

test('explore finds a shortest run; it is shrunk no further, pinned, and checked', async (t) => {
  const folder = emptyFolder(t);
  const found = await whitewater(folder, ['explore', 'vote-not-persisted', '--json']);
  t.is(found.code, 0, found.stderr);
  t.regex(found.stderr, /^3 decisions: \d+ new states, \d+ in all, /m, 'progress is on stderr');
  const report = JSON.parse(found.stdout) as { finding: { id: string; file: string } };
  const { id, file } = report.finding;
  t.like(report, { command: 'explore', target: 'vote-not-persisted', verdict: 'violated' });
  t.like(report.finding, { property: 'one-vote-per-term', decisions: 4 });
  const saved = readFileSync(join(folder, file), 'utf8');

  const shrunk = await whitewater(folder, ['shrink', id]);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.regex(shrunk.stdout, /✔ the same as before: proven shortest\n {3}took .* of processor time\n$/);
  t.is(readFileSync(join(folder, file), 'utf8'), saved, 'shrinking again has changed the file');

  const pinned = await whitewater(folder, ['pin', id, '--as-test']);
  t.is(pinned.code, 0, pinned.stderr);
  t.regex(pinned.stdout, /✔ pinned: vote-not-persisted must go on to break one-vote-per-term/);
  const source = join(folder, 'test', 'regressions', `one-vote-per-term-${id}.test.ts`);
  t.true(existsSync(source));

  const [checked, edited] = await Promise.all([
    whitewater(folder, ['check']),
    pinAgainAfterAnEdit(folder, id, source),
  ]);
  t.is(checked.code, 0, checked.stderr);
  t.regex(checked.stdout, /✔ 1 pinned finding, all as expected\n {3}took .* of processor time\n/);
  t.is(edited.code, 2);
  t.regex(edited.stderr, /was edited: move it away to have it written anew\n$/);
});

function pinAgainAfterAnEdit(folder: string, id: string, source: string) {
  writeFileSync(source, `${readFileSync(source, 'utf8')}// mine\n`);
  return whitewater(folder, ['pin', id, '--as-test']);
}

test('a sound target within bounds is a proof, and leaves nothing behind', async (t) => {
  const folder = emptyFolder(t);
  const words = ['explore', 'raft', '--max-decisions', '4', '--no-progress'];
  const { code, stdout, stderr } = await whitewater(folder, words);
  t.is(code, 0, stderr);
  t.is(stderr, '');
  t.regex(stdout, /✔ raft {2}held in all runs of up to 4 decisions: a proof/);
  t.regex(stdout, /no run of up to 4 decisions with 3 nodes breaks any of \d+ safety\s+properties/);
  t.deepEqual(readdirSync(folder), []);
});

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

for (const [signal, expected] of Object.entries(SIGNALS)) {
  test(`${signal} ends a search with a report of how far it got`, async (t) => {
    let hasKilled = false;
    const words = ['explore', 'raft', '--max-decisions', '50', '--max-states', '100000000'];
    const { code, stdout, stderr } = await whitewater(emptyFolder(t), words, (said, kill) => {
      if (hasKilled || !said.includes('5 decisions:')) return;
      hasKilled = true;
      kill(signal as NodeJS.Signals);
    });
    t.is(code, expected, stderr);
    t.regex(stdout, /✖ raft {2}not decided: it was stopped after \d+ decisions/);
    t.regex(stderr, /stopping: a report of how far it got follows/);
  });
}

test('what cannot be used is refused in one line, and nothing is written', async (t) => {
  await isRefused(t, ['explore', 'raft', '--nodes', '10'], /^error: --nodes '10': write a whole/);
  await isRefused(t, ['pin', 'abcdef012345'], /no finding abcdef012345/);
});

test('a size that was typed is part of the setting, the usual one is not', async (t) => {
  const words = ['explore', 'half-is-a-quorum', '--max-decisions', '3', '--no-progress'];
  const [typed, usual] = await Promise.all([
    whitewater(emptyFolder(t), [...words, '--nodes', '2']),
    whitewater(emptyFolder(t), words),
  ]);
  t.regex(typed.stdout, /Setting +--nodes 2 --max-decisions 3 /);
  t.regex(usual.stdout, /Setting +--max-decisions 3 /);
});
