// The steps of a night on this machine, as `npm run nightly:local` performs them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

test.serial(
  'A night with two shards ends with one report of both, and with nothing to file',
  (t) => {
    const NIGHT = join(emptyFolder(t), 'night');
    const small = { BUDGET: '20x', TARGETS: 'raft', MUTANTS: 'half-is-a-quorum' };
    const { code, text } = step(t, ['local'], { NIGHT, SEED: '7', ...small });
    t.is(code, 0, text);
    t.regex(text, /^seed=7\nshards=\[1,2\]$/m);
    t.regex(text, /✔ 2 of 2 shards: 26 cases passed/);
    t.regex(text, /no findings, no issues/);
    t.deepEqual(readdirSync(join(NIGHT, 'report')).sort(), ['junit.xml', 'summary.md']);
    const settings = readFileSync(join(NIGHT, 'report/summary.md'), 'utf8');
    t.true(settings.length > 0);
    const seeds = ['shard-1', 'shard-2'].map((name) => {
      const stream = readFileSync(join(NIGHT, name, 'run.ndjson'), 'utf8');
      return /"setting":"--seed (\w+)/.exec(stream)?.[1];
    });
    t.is(new Set(seeds).size, 2, 'both shards drew the same runs');
  },
);

test.serial('A shard that was lost makes a night that is no pass', (t) => {
  const NIGHT = join(emptyFolder(t), 'night');
  const small = { NIGHT, SEED: '7', BUDGET: '20x', TARGETS: 'raft', SHARDS: '2' };
  t.is(step(t, ['fuzz'], { ...small, SHARD: '1' }).code, 0);
  const { code, text } = step(t, ['merge'], small);
  t.is(code, 5, text);
  t.regex(text, /incomplete: 1 of 2 shards are there/);
  t.true(existsSync(join(NIGHT, 'report/junit.xml')), 'what is there is reported all the same');
});

test.serial('A step that does not exist is refused with those that do', (t) => {
  const { code, text } = step(t, ['publish'], {});
  t.is(code, 2);
  t.regex(text, /usage: \.ci\/nightly plan \| known/);
});
