// A target that is a module of the user, through the commands.
import { copyFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

const ELECTION = new URL('fixtures/election.mjs', import.meta.url).pathname;
const CLOCK = new URL('fixtures/live.ts', import.meta.url).pathname;
const KNOWN = new URL(
  '../../corpus/regressions/one-vote-per-term/7327795ab501.json',
  import.meta.url,
).pathname;
const BRING = ['--target', './my-election.mjs'];

function folderWithElection(t: ExecutionContext): string {
  const folder = emptyFolder(t);
  copyFileSync(ELECTION, join(folder, 'my-election.mjs'));
  return folder;
}

async function foundIn(t: ExecutionContext, folder: string): Promise<string> {
  const bounds = ['--max-decisions', '4', '--property', 'one-vote-per-term'];
  const found = await whitewater(folder, ['explore', './my-election.mjs', ...bounds]);
  t.is(found.code, 1, `what comes from outside is expected to hold; ${found.stderr}`);
  t.regex(
    found.stdout,
    /Replay .* --target (\\\n +)?\.\/my-election\.mjs\n/,
    'it must say how to replay',
  );
  t.regex(found.stdout, /Setting +\.\/my-election\.mjs --max-decisions 4 /);
  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  return name.slice(-12);
}

test('a finding of a module is replayed, shrunk and pinned with its --target', async (t) => {
  const folder = folderWithElection(t);
  const id = await foundIn(t, folder);
  const [replay, alone, shrunk] = await Promise.all([
    whitewater(folder, ['replay', id, ...BRING]),
    whitewater(folder, ['replay', id]),
    whitewater(folder, ['shrink', id, ...BRING]),
  ]);
  t.is(replay.code, 0, replay.stderr);
  t.regex(replay.stdout, /✔ the same, event for event/);
  t.is(alone.code, 2);
  t.regex(alone.stderr, /^error: the finding is of my-election: [^\n]*--target <file>\n$/);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.regex(shrunk.stdout, /✔ the same as before: proven shortest\n {3}took .* of processor time\n$/);

  const words = ['pin', id, ...BRING, '--expect', 'violated', '--as-test'];
  const pinned = await whitewater(folder, words);
  t.is(pinned.code, 0, pinned.stderr);
  const file = join(folder, 'test', 'regressions', `one-vote-per-term-${id}.test.ts`);
  t.regex(
    readFileSync(file, 'utf8'),
    /new URL\('\.\.\/\.\.\/my-election\.mjs', import\.meta\.url\)/,
  );

  const known = join(folder, 'mixed', 'known.json');
  cpSync(join(folder, 'corpus', 'regressions'), join(folder, 'mixed'), { recursive: true });
  copyFileSync(KNOWN, known);
  const [checked, nobody, mixed] = await Promise.all([
    whitewater(folder, ['check', ...BRING]),
    whitewater(folder, ['check']),
    whitewater(folder, ['check', 'mixed']),
  ]);
  t.is(checked.code, 0, checked.stderr);
  t.regex(checked.stdout, /✔ 1 pinned finding, all as expected/);
  t.is(nobody.code, 5, 'nothing was performed, and so nothing is proved');
  t.regex(nobody.stdout, /– my-election {2}not performed: [^]+ too {2}.* --target <file>/);
  t.is(mixed.code, 0, 'what is left out is no failure of the others');
  t.regex(mixed.stdout, /– my-election {2}not performed: /);
});

test('a live module in TypeScript is hunted in, and not searched', async (t) => {
  const words = ['run', CLOCK, '--runs', '3', '--nodes', '3', '--json', '--no-progress'];
  const run = await whitewater(emptyFolder(t), words);
  t.is(run.code, 1, run.stderr);
  t.like(JSON.parse(run.stdout), {
    targets: [{ target: 'my-clock', verdict: 'violated', broken: ['eventual-leader'] }],
  });
  await isRefused(t, ['explore', CLOCK], /^error: my-clock is live code/);
});

test('a module that is no target is refused before anything is done', async (t) => {
  await isRefused(
    t,
    ['run', 'raft', './nobody.js'],
    /^error: \.\/nobody\.js: there is no such file/,
  );
});
