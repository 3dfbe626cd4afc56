// A campaign from the command line: one budget for all, what is pinned first, a floor for coverage.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from '../house/checkout.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

interface Answer {
  readonly regressions: { readonly performed: number; readonly broken: readonly string[] };
  readonly targets: readonly {
    readonly target: string;
    readonly runs: number;
    readonly findings: readonly unknown[];
  }[];
}

const QUIET = ['--no-progress', '--json', '--seed', '3'] as const;

test('targets share a budget of runs, and what one does not use is for the others', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', 'raft', 'votes-without-memory', '--budget', '800x', '--engine', 'timed'];
  const { code, stdout, stderr } = await whitewater(folder, [...words, ...QUIET]);
  t.is(code, 0, stderr);
  const [sound, broken] = (JSON.parse(stdout) as Answer).targets;
  t.is(broken?.findings.length, 1, 'the known defect is not found');
  t.is(sound?.runs, 600, 'all but one chunk');
});

test('targets are told of in the order of the command, however they end', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', 'raft', 'tutorial', '--budget', '800x', '--engine', 'timed'];
  const { stdout, stderr } = await whitewater(folder, [
    ...words,
    ...['--seed', '3', '--no-progress', '--reporter', 'ndjson=stream.ndjson'],
  ]);
  const headlines = [...stdout.matchAll(/^ [✔✖] (raft|tutorial) {2}(?:held|breaks)/gm)];
  const names = headlines.map(([, name]) => name);
  t.deepEqual(names.slice(-2), ['raft', 'tutorial'], `${stdout}${stderr}`);
  const lines = readFileSync(join(folder, 'stream.ndjson'), 'utf8').trim().split('\n');
  const judged = lines.map((line) => JSON.parse(line) as { type: string; target: string });
  const targets = judged.filter(({ type }) => type === 'target').map(({ target }) => target);
  t.deepEqual(targets, ['raft', 'tutorial'], 'reporters hear of them in another order');
});

test('what a shard says of its setting names the shard', async (t) => {
  const words = ['run', 'raft', '--runs', '400', '--engine', 'timed', '--seed', '3'];
  const ended = await whitewater(emptyFolder(t), [...words, '--shard', '2/2', '--no-progress']);
  t.is(ended.code, 0, ended.stderr);
  t.regex(ended.stdout, /Setting +--seed 0x00000003[^]+--shard\s+2\/2/);
});

test('a hunt that covers less than is asked for proves nothing', async (t) => {
  const words = ['run', 'raft', '--runs', '3', '--seed', '3', '--no-progress'];
  const enough = await whitewater(emptyFolder(t), [...words, '--min-coverage', '2']);
  t.is(enough.code, 0, enough.stderr);
  const { code, stdout } = await whitewater(emptyFolder(t), [...words, '--min-coverage', '99%']);
  t.is(code, 5);
  t.regex(stdout, /✖ raft {2}covered too little to count: held/);
  t.regex(stdout, /Too little +covered \d+ of at least \d+ abstract/);
});

test('what is pinned is performed first, and is a violation if it breaks anew', async (t) => {
  const folder = emptyFolder(t);
  const pins = 'corpus/regressions/one-vote-per-term';
  mkdirSync(join(folder, 'corpus/regressions'), { recursive: true });
  cpSync(join(root, pins), join(folder, pins), { recursive: true });
  const words = ['run', 'vote-not-persisted', '--runs', '1', ...QUIET];
  const usual = JSON.parse((await whitewater(folder, words)).stdout) as Answer;
  t.deepEqual(usual.regressions, { performed: 1, broken: [] });
  for (const name of readdirSync(join(folder, pins))) {
    const file = join(folder, pins, name);
    const pinned = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...pinned, expect: 'held' }));
  }
  const again = await whitewater(folder, words);
  t.is(again.code, 1, again.stderr);
  t.is((JSON.parse(again.stdout) as Answer).regressions.broken.length, 1);
  t.regex(again.stderr, /^broken anew: .+: breaks one-vote-per-term$/m);
  const without = await whitewater(folder, [...words, '--no-regressions']);
  t.is((JSON.parse(without.stdout) as Answer).regressions.performed, 0);
});

test('a record of a campaign that is broken is set aside, and the campaign begins anew', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', 'raft', '--runs', '2', '--resume', ...QUIET];
  const first = await whitewater(folder, words);
  t.is(first.code, 0, first.stderr);
  const kept = join(folder, '.whitewater/campaigns');
  const name = readdirSync(kept).find((each) => each.endsWith('.json.gz')) ?? '';
  writeFileSync(join(kept, name), 'half of it');
  const { code, stderr, stdout } = await whitewater(folder, words);
  t.is(code, 0, stderr);
  t.regex(stderr, /; the campaign begins anew, and the file is now \S+\.broken-1$/m);
  t.is(stderr.split('.whitewater/campaigns').length, 2, 'its path is named once');
  t.is((JSON.parse(stdout) as Answer).targets[0]?.runs, 2);
  t.true(existsSync(join(kept, `${name}.broken-1`)), 'the broken file is gone');
});
