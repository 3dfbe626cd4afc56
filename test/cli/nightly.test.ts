// The steps of a night on this machine, as `npm run nightly:local` performs them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { root } from '../house/checkout.ts';
import { emptyFolder } from './whitewater.ts';

function step(
  t: ExecutionContext,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment };
  const ran = spawnSync('bash', [join(root, '.ci/nightly'), ...words], { env, encoding: 'utf8' });
  t.log(ran.stderr.slice(-2000));
  return { code: ran.status, text: `${ran.stdout}${ran.stderr}` };
}

test.serial('A night of two shards ends with one report, and with nothing to file', (t) => {
  const NIGHT = join(emptyFolder(t), 'night');
  // One run more than a chunk has: each shard has something to do.
  const small = { BUDGET: '201x', TARGETS: 'raft', MUTANTS: 'half-is-a-quorum' };
  const { code, text } = step(t, ['local'], { NIGHT, SEED: '7', ...small });
  t.is(code, 0, text);
  t.regex(text, /^seed=7\nshards=\[1,2\]$/m);
  t.regex(text, /Runs +201 timed, \d/, 'the merged report has the runs of both shards');
  t.regex(text, /corpus restored: 0\n::warning::The corpus is empty/);
  t.regex(text, /\d runs, minimized to \d+/, 'the corpus of the shards is not kept');
  t.regex(text, /no findings, no issues/);
  const steps = [...text.matchAll(/^== (\w+)/gm)].map(([, name]) => name);
  t.deepEqual(steps, [
    ...['plan', 'known', 'fuzz', 'fuzz', 'fuzz', 'merge', 'corpus', 'issues'],
    'the',
  ]);
  t.regex(text, /^== the night ends with exit code 0; /m);
  t.deepEqual(readdirSync(join(NIGHT, 'report')).sort(), ['junit.xml', 'pages', 'summary.md']);
  t.true(existsSync(join(NIGHT, 'report/pages/index.html')));
  const next = step(t, ['restore'], { NIGHT, SHARD: '1' });
  t.regex(next.text, /corpus restored: [1-9]\d*\n$/, 'the next night does not begin with it');
});

test.serial('What a shard found would be filed, and a lost shard is no pass', (t) => {
  const NIGHT = join(emptyFolder(t), 'night');
  const small = { NIGHT, SEED: '7', BUDGET: '1x', TARGETS: 'tutorial', SHARDS: '1' };
  t.is(step(t, ['fuzz'], { ...small, SHARD: '1' }).code, 0);
  const merged = step(t, ['merge'], small);
  t.is(merged.code, 0, merged.text);
  const found = readdirSync(join(NIGHT, 'report/findings'));
  t.true(found.length > 0, merged.text);
  const [name = ''] = found;
  t.true(existsSync(join(NIGHT, 'report/pages', `${name}.html`)), merged.text);
  const issues = step(t, ['issues', '--dry-run'], small);
  t.is(issues.code, 0, issues.text);
  t.regex(issues.text, /created {2}tutorial [\w-]+ {2}sig:[0-9a-f]{12}-[0-9a-f]{8}\n/);
  const lost = step(t, ['merge'], { ...small, SHARDS: '2' });
  t.is(lost.code, 5, lost.text);
});

test.serial('A step that does not exist is refused with those that do', (t) => {
  const { code, text } = step(t, ['publish'], {});
  t.is(code, 2);
  t.regex(text, /usage: \.ci\/nightly plan \| known/);
});
