import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from '../house/checkout.ts';
import { Project } from './project.ts';

const alone = new Project();
const project = new Project();
let tarball = '';

test.before('The package is built, packed and installed', () => {
  tarball = alone.pack();
  alone.installAlone(tarball);
  project.installWithRunners(tarball);
  for (const one of [alone, project]) {
    one.writeCompiled('election.js', 'examples/bring-your-own/election.ts');
  }
});

test.after.always(() => {
  for (const { folder } of [alone, project]) rmSync(folder, { recursive: true, force: true });
});

/** The first example of the README that imports the library. */
function readmeExample(): string {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  return blocks.find((code) => code.includes("from 'whitewater'")) ?? 'no such example';
}

/** The same test for another runner: its import replaced, and a sound target or a broken one. */
function exampleFor(runner: string, target: 'carefulElection' | 'naiveElection'): string {
  return readmeExample()
    .replace(/^import test from 'node:test';\n/m, runner)
    .replaceAll('carefulElection', target);
}

test('The example of the README passes in an empty project', (t) => {
  alone.write('election.test.js', readmeExample());
  const { code, text } = alone.run('node', ['--test', 'election.test.js']);
  t.is(code, 0, text);
  t.regex(text, /pass 1\n/);
});

interface Runner {
  readonly name: string;
  readonly imports: string;
  readonly file: string;
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const RUNNERS: readonly Runner[] = [
  {
    name: 'node:test',
    imports: "import test from 'node:test';\n",
    file: 'node/election.test.js',
    words: ['node', '--test', 'node/election.test.js'],
  },
  {
    name: 'ava',
    imports: "import test from 'ava';\n",
    file: 'ava/election.test.js',
    words: ['npx', 'ava', 'ava/election.test.js'],
  },
  {
    name: 'vitest',
    imports: "import { test } from 'vitest';\n",
    file: 'vitest/election.test.js',
    words: ['npx', 'vitest', 'run', '--dir', 'vitest'],
  },
  {
    name: 'jest',
    imports: '',
    file: 'jest/election.test.js',
    words: ['npx', 'jest', '--rootDir', 'jest'],
    environment: { NODE_OPTIONS: '--experimental-vm-modules' },
  },
];

for (const { name, imports, file, words, environment } of RUNNERS) {
  const [command = '', ...rest] = words;
  // Ava is told by its own assertions that a test has tested something.
  const own = (code: string): string =>
    name === 'ava'
      ? code.replace('() => {', '(t) => {').replace(/^}\);$/m, '  t.pass();\n});')
      : code;

  test.serial(`In ${name} a sound election passes, and a broken one fails with its report`, (t) => {
    project.writeCompiled(
      join(name.replace(':test', ''), 'election.js'),
      'examples/bring-your-own/election.ts',
    );
    project.write(file, own(exampleFor(imports, 'carefulElection')));
    const sound = project.run(command, rest, environment);
    t.is(sound.code, 0, sound.text);
    project.write(file, own(exampleFor(imports, 'naiveElection')));
    const broken = project.run(command, rest, environment);
    t.is(broken.code, 1, broken.text);
    t.regex(broken.text, /voted for both itself and n\d in term \d+ \(detected at step 3\)/);
    t.regex(broken.text, /proven shortest/);
    t.regex(broken.text, /election\.test\.js:\d+/, 'the line of the test must be in sight');
  });
}

/** Live code whose promise is rejected, unheard. Jest waits for whoever takes an argument. */
const LOUD = `import { check, live } from 'whitewater';
const loud = live({
  name: 'loud',
  create: () => setTimeout(() => void Promise.reject(new Error('boom')), 100),
  deliver: () => undefined,
  view: () => ({ role: 'follower', currentTerm: 0, votedFor: null }),
  classify: () => ({ kind: 'other', term: 0 }),
});
test('a rejection that nobody hears is a crash', async (...given) => {
  const failure = await check(loud, { runs: 1 }).then(() => null, (error) => error);
  if (failure?.reason !== 'crashed') throw new Error('not heard: ' + failure);
  given[0]?.pass?.();
});
`;

for (const { name, imports, file, words, environment } of RUNNERS) {
  const [command = '', ...rest] = words;
  test.serial(`In ${name} live code is hosted, and its rejections are heard`, (t) => {
    project.write(file, `${imports}${LOUD}`);
    const { code, text } = project.run(command, rest, environment);
    t.is(code, 0, text);
  });
}

test('Its command tells the version of the package, and how it is called there', (t) => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const told = alone.run('npx', ['whitewater', '--version']);
  t.is(told.code, 0, told.text);
  t.is(told.text.trim(), version);
  t.regex(alone.run('npx', ['whitewater', 'help', 'run']).text, /npx whitewater run raft/);
});

test('CommonJS can require it', (t) => {
  alone.write('old.cjs', "console.log(typeof require('whitewater').check);");
  const { code, text } = alone.run('node', ['old.cjs']);
  t.is(code, 0, text);
  t.regex(text, /^function\n/);
});

test('Its types stand up to a strict compiler without the types of Node', (t) => {
  const options = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }));
  const election = readFileSync(join(root, 'examples/bring-your-own/election.ts'), 'utf8');
  project.write('typed-election.ts', election);
  project.write(
    'typed.ts',
    "import { check, type Checked } from 'whitewater';\n" +
      "import { carefulElection } from './typed-election.js';\n" +
      'export const checked: Checked = check(carefulElection, { runs: 10 });\n' +
      '// @ts-expect-error: there is no such property\n' +
      "check(carefulElection, { properties: ['safety'] });\n",
  );
  const { code, text } = project.run('npx', ['tsc', '--project', '.']);
  t.is(code, 0, text);
});

test('publint and are-the-types-wrong have nothing to say', (t) => {
  const lint = project.run('npx', ['publint', '--strict', tarball]);
  t.is(lint.code, 0, lint.text);
  const types = project.run('npx', ['attw', '--profile', 'esm-only', tarball]);
  t.is(types.code, 0, types.text);
});

test('The command is installed with it: hunts, saves what it finds, replays it', (t) => {
  const held = alone.run('npx', ['whitewater', 'run', 'raft', '--runs', '20', '--seed', '1']);
  t.is(held.code, 0, held.text);
  const found = alone.run('npx', ['whitewater', 'run', 'tutorial', '--seed', '1']);
  t.is(found.code, 0, found.text);
  const [, id = ''] = /Replay {3}npx whitewater replay ([0-9a-f]{12})/.exec(found.text) ?? [];
  const again = alone.run('npx', ['whitewater', 'replay', id]);
  t.is(again.code, 0, again.text);
  t.regex(again.text, /the same, event for event/);
});

test('A package under test that is not there is asked for in one line', (t) => {
  const { code, text } = alone.run('npx', ['whitewater', 'run', 'tinyraft', '--runs', '1']);
  t.is(code, 2, text);
  t.regex(text, /^error: tinyraft is not installed: npm install .*tinyraft@1\.0\.1\n$/m);
});

test.serial('Init writes what runs in an empty project, and doctor finds the rest', (t) => {
  const init = alone.run('npx', ['whitewater', 'init', '--json']);
  t.is(init.code, 0, init.text);
  t.like(JSON.parse(init.text), { runner: 'node', language: 'javascript' });
  const tested = alone.run('node', ['--test', 'whitewater/election.test.js']);
  t.is(tested.code, 0, tested.text);
  t.regex(tested.text, /pass 2\n/);
  const hunted = alone.run('npx', ['whitewater', 'run', './whitewater/election.js', '--runs', '5']);
  t.is(hunted.code, 0, hunted.text);
  // As its workflow does on several machines: one run more than a chunk has, so that both work.
  const campaign = ['--profile', 'nightly', '--seed', '1', '--budget', '201x'];
  const canary = ['--canaries', 'half-is-a-quorum'];
  for (const shard of ['1/2', '2/2']) {
    const blob = ['--shard', shard, '--blob', `shards/${shard.slice(0, 1)}/blob.json.gz`];
    const words = ['run', './whitewater/election.js', ...campaign, ...canary, ...blob];
    const part = alone.run('npx', ['whitewater', ...words]);
    t.is(part.code, 0, part.text);
  }
  const blobs = ['shards/1/blob.json.gz', 'shards/2/blob.json.gz', '--expect-shards', '2'];
  const merged = alone.run('npx', ['whitewater', 'merge', ...blobs, '--out', 'report']);
  t.is(merged.code, 0, merged.text);
  t.regex(merged.text, /Runs +201 timed/);
  const doctor = alone.run('npx', ['whitewater', 'doctor', '--json']);
  t.is(doctor.code, 5, doctor.text);
  const { checks } = JSON.parse(doctor.text) as {
    checks: readonly { readonly name: string; readonly isFine: boolean }[];
  };
  const missing = checks.filter(({ isFine }) => !isFine).map(({ name }) => name);
  t.deepEqual(missing, ['test runner', 'git'], doctor.text);
});

for (const { name, environment } of RUNNERS) {
  test.serial(
    `The test that init writes for ${name} passes there, and fails without its vote`,
    (t) => {
      rmSync(join(project.folder, 'whitewater'), { recursive: true, force: true });
      const words = [
        'init',
        '--only',
        'test',
        '--runner',
        name,
        '--language',
        'javascript',
        '--json',
      ];
      const init = project.run('npx', ['whitewater', ...words]);
      t.is(init.code, 0, init.text);
      const { next } = JSON.parse(init.text) as { readonly next: readonly string[] };
      const start = (next[0] ?? '').replace(/^NODE_OPTIONS=\S+ /, '').split(' ');
      const [command = '', ...rest] = start;
      const sound = project.run(command, rest, environment);
      t.is(sound.code, 0, sound.text);
      const file = join(project.folder, 'whitewater/election.js');
      const text = readFileSync(file, 'utf8');
      project.write(
        'whitewater/election.js',
        text.replace(/const mayVote = .*;/, 'const mayVote = true;'),
      );
      const broken = project.run(command, rest, environment);
      t.is(broken.code, 1, broken.text);
      t.regex(broken.text, /are both leader of term 1/);
    },
  );
}
