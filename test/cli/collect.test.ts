// What several shards found, joined.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { emptyFolder, whitewater, type Ended } from './whitewater.ts';

/** A folder with the shards of these seeds, as machines leave them behind. */
async function shardsOf(
  t: ExecutionContext,
  target: string,
  seeds: readonly number[],
): Promise<string> {
  const folder = emptyFolder(t);
  const words = ['run', target, '--runs', '20', '--nodes', '3', '--no-progress'];
  const quick = ['--engine', 'timed', '--shrink-budget', '50x'];
  const ran = await Promise.all(
    seeds.map((seed) => {
      const out = ['--out', `shard-${seed}`, '--reporter', `ndjson=shard-${seed}/run.ndjson`];
      return whitewater(folder, [...words, ...quick, '--seed', `${seed}`, ...out]);
    }),
  );
  for (const { code, stderr } of ran) t.is(code, 0, stderr);
  return folder;
}

function collect(folder: string, names: readonly number[], ...more: string[]): Promise<Ended> {
  const files = names.map((name) => `shard-${name}/run.ndjson`);
  return whitewater(folder, ['findings', 'collect', ...files, '--out', 'report', ...more]);
}

test('Two shards become one report with the sum of their runs, in whatever order they come', async (t) => {
  const folder = await shardsOf(t, 'raft', [1, 2]);
  const reporters = [
    '--reporter',
    'ndjson=report/all.ndjson',
    '--reporter',
    'junit=report/all.xml',
  ];
  const { code, stdout, stderr } = await collect(folder, [1, 2], ...reporters);
  t.is(code, 0, stderr);
  t.regex(stdout, /✔ 2 of 2 shards: 26 cases passed/);
  const text = readFileSync(join(folder, 'report/all.ndjson'), 'utf8');
  t.regex(text, /"figures":{"runs":40,/);
  t.regex(
    readFileSync(join(folder, 'report/all.xml'), 'utf8'),
    /<testsuite name="raft" tests="26"/,
  );
  const other = await collect(folder, [2, 1], '--reporter', 'junit=report/other.xml');
  t.is(other.code, 0);
  t.is(
    readFileSync(join(folder, 'report/other.xml'), 'utf8'),
    readFileSync(join(folder, 'report/all.xml'), 'utf8'),
  );
});

test('Findings of all shards are in one folder, each once', async (t) => {
  const folder = await shardsOf(t, 'votes-without-memory', [3, 4]);
  const { code, stderr } = await collect(folder, [3, 4]);
  t.is(code, 0, stderr);
  const names = (place: string): readonly string[] =>
    readdirSync(join(folder, place, 'findings')).sort();
  t.deepEqual(names('report'), [...new Set([...names('shard-3'), ...names('shard-4')])].sort());
  t.true(names('report').length > 0, 'nothing was found: this test proves nothing');
});

test('A shard that is missing, doubled, cut short, foreign or of another version is no pass', async (t) => {
  const folder = await shardsOf(t, 'raft', [5, 6]);
  const whole = readFileSync(join(folder, 'shard-6/run.ndjson'), 'utf8');
  const incomplete = async (names: readonly number[], message: RegExp) => {
    const { code, stderr } = await collect(folder, names, '--expect-shards', '2');
    t.is(code, 5, stderr);
    t.regex(stderr, message);
    t.regex(stderr, /^(incomplete: [^\n]+\n)+$/, 'each fault is one line');
  };
  await incomplete([5], /1 of 2 shards are there/);
  cpSync(join(folder, 'shard-5'), join(folder, 'shard-7'), { recursive: true });
  await incomplete([5, 7], /shard-7\/run\.ndjson is the same run as shard-5\/run\.ndjson/);
  await incomplete([5, 8], /shard-8\/run\.ndjson: there is no such file/);
  const edited: readonly (readonly [string, RegExp])[] = [
    [whole.split('\n').slice(0, -2).join('\n'), /run\.ndjson: it was cut short/],
    [whole.slice(0, -20), /run\.ndjson:\d+: it is not JSON/],
    [whole.replace(/"whitewater":"[^"]+"/, '"whitewater":"9.9.9"'), /is of whitewater 9\.9\.9/],
    [whole.replaceAll('"target":"raft"', '"target":"craft"'), /is of other targets/],
    ['', /it does not begin with a start/],
  ];
  for (const [text, message] of edited) {
    writeFileSync(join(folder, 'shard-6/run.ndjson'), text);
    await incomplete([5, 6], message);
  }
});

test('A violation in one shard is one of all, and graver than a shard that is missing', async (t) => {
  const folder = await shardsOf(t, 'raft', [9]);
  const file = join(folder, 'shard-9/run.ndjson');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"exitCode":0', '"exitCode":1'));
  const { code } = await collect(folder, [9], '--expect-shards', '2');
  t.is(code, 1);
});
