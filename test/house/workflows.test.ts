import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from './checkout.ts';

/** Those of this project, and the one that `init` writes into others. */
const FILES = [
  ...readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`),
  'templates/nightly.yml',
];
const WORKFLOWS = FILES.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** All lines of all workflows that match, each with its place. */
function linesOf(pattern: RegExp): readonly string[] {
  return WORKFLOWS.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      return pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [];
    }),
  );
}

test('Every action is pinned by the hash of a commit, with its version beside it', (t) => {
  const uses = linesOf(/uses:/);
  t.true(uses.length > 20, 'the actions are not found');
  const loose = uses.filter(
    (line) => !/uses: [\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
  );
  t.deepEqual(loose, [], 'Pin these by hash.');
  const hashes = new Map<string, Set<string>>();
  for (const line of uses) {
    const [, name = '', hash = ''] = /uses: ([\w-]+\/[\w-]+)[\w/-]*@(.+)$/.exec(line) ?? [];
    hashes.set(name, (hashes.get(name) ?? new Set()).add(hash));
  }
  for (const [name, found] of hashes) t.is(found.size, 1, `${name} has several versions`);
});

test('Workflows read only, but for the job that files issues and the one that publishes', (t) => {
  for (const { path, text } of WORKFLOWS) {
    t.regex(
      text,
      /^permissions:\n {2}contents: read\n/m,
      `${path} says nothing of its permissions`,
    );
  }
  const writes = linesOf(/^\s+[\w-]+: write$/).map((line) => line.replace(/:\d+ /, ' '));
  t.deepEqual(writes, [
    '.github/workflows/nightly.yml issues: write',
    '.github/workflows/release.yml id-token: write',
    'templates/nightly.yml issues: write',
  ]);
});

test('No workflow puts an expression into a script, runs for code of forks with rights, or keeps credentials', (t) => {
  for (const { path, text } of WORKFLOWS) {
    const scripts = [...text.matchAll(/^( *)(?:- )?run: (.*\n(?:\1 {2,}.*\n)*)/gm)];
    t.true(scripts.length > 0, `${path}: no script is found`);
    const unsafe = scripts.filter(([script]) => script.includes('${{'));
    t.deepEqual(
      unsafe.map(([script]) => script),
      [],
      `${path}: pass it through env`,
    );
    t.notRegex(text, /pull_request_target|workflow_run/, path);
    const checkouts = text.split('actions/checkout@').slice(1);
    const keeping = checkouts.filter(
      (rest) => !/^.*\n.*\n\s+persist-credentials: false/.test(rest),
    );
    t.is(keeping.length, 0, `${path}: a checkout keeps its credentials`);
  }
});

interface Planned {
  readonly code: number | null;
  readonly stdout: string;
}

function plan(environment: Readonly<Record<string, string>>): Planned {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  const ran = spawnSync('bash', [join(root, '.ci/nightly'), 'plan'], { env, encoding: 'utf8' });
  return { code: ran.status, stdout: ran.stdout };
}

test('The plan of a night draws a seed, or takes the one that is typed', (t) => {
  const drawn = plan({ SEED: '', SHARDS: '3' });
  t.is(drawn.code, 0);
  t.regex(drawn.stdout, /^seed=0x[0-9a-f]{8}\nshards=\[1,2,3\]\n$/);
  t.not(drawn.stdout, plan({ SHARDS: '3' }).stdout, 'the same seed is drawn twice');
  t.is(plan({ SEED: '0x2a', SHARDS: '2' }).stdout, 'seed=0x2a\nshards=[1,2]\n');
});

test('What is typed as a seed is a number, or goes no further', (t) => {
  for (const SEED of ['1\nevil=1', '$(id)', '0xfffffffff', '-1', '1 --out /tmp', '"; id; "']) {
    const { code, stdout } = plan({ SEED });
    t.is(code, 2, SEED);
    t.is(stdout, '', SEED);
  }
  t.is(plan({ SHARDS: '0' }).code, 2);
});
