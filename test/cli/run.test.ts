import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { emptyFolder, isRefused, stepsIn, whitewater } from './whitewater.ts';

test('run raft counts what held and what failed, and names the seed', async (t) => {
  const folder = emptyFolder(t);
  const { code, stdout } = await whitewater(folder, ['run', 'raft', '--runs', '50', '--seed', '1']);
  t.is(code, 0);
  t.regex(stdout, /✔ raft {2}held: \d+ properties/);
  t.regex(stdout, /50 held, 0 failed/);
  t.regex(stdout, /--seed 0x00000001/);
  t.deepEqual(readdirSync(folder), [], 'a run without a failure leaves nothing behind');
});

test('run tutorial finds, saves and explains; replay reproduces; a changed file does not', async (t) => {
  const folder = emptyFolder(t);
  const run = await whitewater(folder, ['run', 'tutorial', '--runs', '2000', '--seed', '1']);
  t.is(run.code, 0, run.stderr);
  t.regex(run.stdout, /✖ election-safety {2}at most one leader per term/);
  t.regex(run.stdout, /✔ tutorial {2}breaks election-safety, as it must/);

  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  const home = join(folder, '.whitewater', 'findings', name);
  t.deepEqual(readdirSync(home).sort(), ['finding.json', 'report.txt', 'trace.ndjson']);
  const logs = join(folder, '.whitewater', 'runs', '0x00000001', 'tutorial');
  t.regex(readdirSync(logs)[0] ?? '', /^failed-1-[0-9a-f]{12}\.ndjson$/, 'the log is not kept');

  const id = name.slice(-12);
  const replay = await whitewater(folder, ['replay', id.slice(0, 6)]);
  t.is(replay.code, 0, replay.stderr);
  t.regex(replay.stdout, /✔ the same, event for event\n {3}took .* of processor time\n$/);
  t.true(stepsIn(run.stdout).length > 0, run.stdout);
  t.deepEqual(stepsIn(replay.stdout), stepsIn(run.stdout), 'replay tells another story than run');

  const file = join(home, 'finding.json');
  const finding = readFileSync(file, 'utf8');
  writeFileSync(file, finding.replace(/"digest": "\w+"/, '"digest": "0123456789abcdef"'));
  const tampered = await whitewater(folder, ['replay', file]);
  t.is(tampered.code, 3);
  t.regex(tampered.stderr, /^not the same as when it was saved: .+\n$/);

  const again = await whitewater(folder, ['run', 'tutorial', '--runs', '2000', '--seed', '1']);
  t.is(again.code, 0, again.stderr);
  t.regex(again.stdout, new RegExp(`Replay .* replay ${name}-2`), 'it must go beside the other');
  t.true(readFileSync(file, 'utf8').includes('0123456789abcdef'), 'it was overwritten');
});

test('--json is exactly one object, with the findings and where they are', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', 'votes-without-memory', '--json', '--runs', '500', '--seed', '0xff'];
  const { code, stdout } = await whitewater(folder, words);
  t.is(code, 0);
  const report = JSON.parse(stdout) as { targets: { findings: { file: string }[] }[] };
  t.like(report, { command: 'run', verdict: 'violated', seed: '0x000000ff', interrupted: false });
  const [target, ...others] = report.targets;
  t.deepEqual(others, []);
  t.like(target, {
    target: 'votes-without-memory',
    verdict: 'violated',
    expected: { verdict: 'violated', by: 'one-vote-per-term' },
    asExpected: true,
  });
  const keys = ['runs', 'events', 'simulatedMs', 'wallMs', 'exercised', 'findings'];
  for (const key of keys) t.true(key in (target ?? {}), `the key ${key} is missing`);
  const [finding] = target?.findings ?? [];
  t.like(finding, { property: 'one-vote-per-term' });
  t.true(existsSync(join(folder, finding?.file ?? '')));
});

test('Ctrl-C ends the hunt with a report of what was found until then', async (t) => {
  const folder = emptyFolder(t);
  let hasKilled = false;
  const { code, stdout, stderr } = await whitewater(
    folder,
    ['run', 'raft', 'tutorial', '--budget', '90s', '--reporter', 'md=summary.md'],
    (said, kill) => {
      if (hasKilled || !said.includes('hunting in raft')) return;
      hasKilled = true;
      setTimeout(() => kill('SIGINT'), 1500);
    },
  );
  t.is(code, 130, stderr);
  t.regex(stdout, / raft {2}interrupted before its end: nothing broke until then/);
  const file = readFileSync(join(folder, 'summary.md'), 'utf8');
  t.regex(file, /\\| ✖ \\| `raft` \\| interrupted before its end/);
  t.notRegex(file, /held/);
  t.regex(stderr, /stopping: a report of what was found follows/);
  t.regex(stderr, /interrupted; not run: tutorial/);
  t.regex(stderr, /^interrupted: with --resume, a run can be gone on with$/m);
});

test('what cannot be used is refused in one line, and nothing is written', async (t) => {
  await isRefused(t, ['run', 'tutoral'], /unknown target 'tutoral'; did you mean tutorial\?/);
  await isRefused(t, ['run', '--shard', '1/2'], /--shard needs --seed: all shards/);
  await isRefused(t, ['run', '--sed', '1'], /unknown option '--sed'; did you mean --seed\?/);
  await isRefused(t, ['rum'], /unknown command 'rum'; did you mean run\?/);
  await isRefused(t, ['replay', 'abcdef012345'], /no finding abcdef012345/);
});

test('list says what there is, and names all of one group', async (t) => {
  const folder = emptyFolder(t);
  const [groups, targets, json] = await Promise.all([
    whitewater(folder, ['list']),
    whitewater(folder, ['list', 'targets']),
    whitewater(folder, ['list', 'properties', '--json']),
  ]);
  t.is(groups.code, 0);
  t.regex(groups.stdout, /^ {3}targets +\d+ {2}/m);
  t.is(targets.code, 0);
  for (const name of ['raft', 'tutorial', 'liferaft', 'half-is-a-quorum']) {
    t.regex(targets.stdout, new RegExp(`^ {3}${name} `, 'm'));
  }
  const { properties } = JSON.parse(json.stdout) as { properties: { name: string }[] };
  t.is(properties.length, PROPERTIES.length);
});
