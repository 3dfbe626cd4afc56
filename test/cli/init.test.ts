// `init` and `doctor` in projects of somebody else.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { nodeVersionOf, stripsTypes } from '../../campaign/scaffold/runners.ts';
import { root } from '../house/checkout.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

/** An empty project with this package.json. */
function projectWith(t: ExecutionContext, manifest: object): string {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'package.json')
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

interface Doctor {
  readonly checks: readonly {
    readonly name: string;
    readonly isFine: boolean;
    readonly text: string;
    readonly mend: string | null;
  }[];
}

function lacking(stdout: string): readonly string[] {
  const { checks } = JSON.parse(stdout) as Doctor;
  return checks.filter(({ isFine }) => !isFine).map(({ name }) => name);
}

test('init writes everything into an empty project, says what to do next, and never overwrites', async (t) => {
  const folder = projectWith(t, { type: 'module', scripts: { test: 'node --test' } });
  const first = await whitewater(folder, ['init']);
  t.is(first.code, 0, first.stderr);
  const files = [
    '.github/workflows/whitewater.yml',
    '.gitignore',
    'corpus/regressions/README.md',
    'whitewater.config.json',
    'whitewater/election.js',
    'whitewater/election.test.js',
  ];
  t.deepEqual(filesIn(folder), files);
  for (const file of files) t.true(first.stdout.includes(file), `${file} is not told`);
  t.regex(first.stdout, /Next:\n {3}node --test whitewater\/election\.test\.js\n/);
  t.is(readFileSync(join(folder, '.gitignore'), 'utf8'), '.whitewater/\n');

  writeFileSync(join(folder, 'whitewater/election.js'), '// mine');
  const again = await whitewater(folder, ['init']);
  t.is(again.code, 2);
  t.regex(again.stderr, /^error: nothing is written, for whitewater\/election\.js, [^\n]+\n$/);
  t.is(readFileSync(join(folder, 'whitewater/election.js'), 'utf8'), '// mine');
});

test('init with a file in its way names the parts that it could still write', async (t) => {
  const folder = projectWith(t, { type: 'module' });
  mkdirSync(join(folder, 'whitewater'));
  writeFileSync(join(folder, 'whitewater/election.js'), '// mine');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n.whitewater');
  const refused = await whitewater(folder, ['init']);
  t.is(refused.code, 2);
  t.regex(refused.stderr, /--only workflow,corpus,config\n$/);
  t.deepEqual(filesIn(folder), ['.gitignore', 'whitewater/election.js'], 'something was written');
  const rest = await whitewater(folder, ['init', '--only', 'workflow,corpus', '--json']);
  t.is(rest.code, 0, rest.stderr);
  t.like(JSON.parse(rest.stdout), { command: 'init', runner: 'node', language: 'javascript' });
  t.is(readFileSync(join(folder, '.gitignore'), 'utf8'), 'node_modules\n.whitewater');
});

test('The election that init writes holds, also as a target of the command line', async (t) => {
  const folder = projectWith(t, { type: 'module' });
  await whitewater(folder, ['init', '--only', 'test']);
  // An import of the package is an import of this checkout, as long as nothing is installed.
  const words = ['run', './whitewater/election.js', '--runs', '10', '--no-progress'];
  const { code, stdout, stderr } = await whitewater(folder, words);
  t.is(code, 0, stdout + stderr);
});

test('init refuses what is no project, no package.json and no runner', async (t) => {
  const nothing = await whitewater(emptyFolder(t), ['init']);
  t.is(nothing.code, 2);
  t.regex(nothing.stderr, /^error: there is no package\.json here: npm init -y [^\n]*\n$/);
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'package.json'), '{ "name": ');
  const broken = await whitewater(folder, ['init']);
  t.is(broken.code, 2);
  t.regex(broken.stderr, /^error: package\.json is not JSON: mend it first\n$/);
  const unknown = await whitewater(projectWith(t, {}), ['init', '--runner', 'mocha']);
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, /^error: unknown runner 'mocha'/);
});

test('doctor says in one line each what an empty folder lacks, with the mend, and exits with 5', async (t) => {
  const folder = emptyFolder(t);
  const [text, json] = await Promise.all([
    whitewater(folder, ['doctor']),
    whitewater(folder, ['doctor', '--json']),
  ]);
  t.is(text.code, 5, text.stderr);
  t.is(json.code, 5);
  const names = lacking(json.stdout);
  t.true(names.includes('package.json') && names.includes('lock file'), json.stdout);
  for (const name of names) {
    const lines = text.stdout.split('\n').filter((line) => line.slice(3).startsWith(`${name} `));
    t.is(lines.length, 1, `${name} needs one line`);
    t.regex(lines[0] ?? '', /: \S/, `${name} needs a mend`);
  }
});

test('After init and what doctor says, nothing is missing', async (t) => {
  const scripts = { test: 'vitest run' };
  const devDependencies = { vitest: '3.2.7', whitewater: '0.1.0', typescript: '6.0.3' };
  const folder = projectWith(t, { type: 'module', scripts, devDependencies });
  mkdirSync(join(folder, '.git'));
  const before = await whitewater(folder, ['doctor', '--json']);
  t.deepEqual(lacking(before.stdout), ['lock file', '.gitignore', 'corpus', 'workflow']);
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  const init = await whitewater(folder, ['init']);
  t.is(init.code, 0, init.stderr);
  const extension = stripsTypes(nodeVersionOf(process.version)) ? 'ts' : 'js';
  t.true(filesIn(folder).includes(`whitewater/election.test.${extension}`), init.stdout);
  t.is(/cannot load TypeScript in Node/.test(init.stdout), extension === 'js', init.stdout);
  const after = await whitewater(folder, ['doctor']);
  t.is(after.code, 0, after.stdout);
  t.regex(after.stdout, /✔ nothing is missing\n$/);
});

test('This checkout lacks nothing itself', async (t) => {
  const { code, stdout } = await whitewater(root, ['doctor']);
  t.is(code, 0, stdout);
});

test('settings in another file are kept, and doctor says what is wrong with them', async (t) => {
  const folder = projectWith(t, { type: 'module' });
  writeFileSync(join(folder, 'whitewater.config.mjs'), 'export default { sed: 1 };');
  t.is((await whitewater(folder, ['init'])).code, 0);
  t.false(filesIn(folder).includes('whitewater.config.json'), 'there are two files now');
  const { code, stdout } = await whitewater(folder, ['doctor']);
  t.is(code, 5);
  t.regex(stdout, /settings +cannot be used: whitewater\.config\.mjs: unknown setting 'sed'/);
});

test('doctor takes what init has written for what it is, and jest has to run ES modules', async (t) => {
  const devDependencies = { jest: '30', 'ts-jest': '29', typescript: '6.0.3', whitewater: '0.1.0' };
  const folder = projectWith(t, { devDependencies });
  await whitewater(folder, ['init', '--language', 'typescript']);
  const typed = JSON.parse((await whitewater(folder, ['doctor', '--json'])).stdout) as Doctor;
  const textOf = (name: string): string =>
    typed.checks.find((one) => one.name === name)?.text ?? '';
  t.is(textOf('modules'), '.mts files are ES modules');
  t.regex(
    typed.checks.find(({ name }) => name === 'test runner')?.mend ?? '',
    /scripts\.test="node --experimental-vm-modules /,
  );
  const scripts = { test: 'jest --coverage' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ devDependencies, scripts }));
  const { stdout } = await whitewater(folder, ['doctor']);
  t.regex(
    stdout,
    /✖ test runner +jest runs no ES modules: begin "jest --coverage" with NODE_OPTIONS=/,
  );
});

test('each setting that cannot be used has a line of its own', async (t) => {
  const folder = projectWith(t, { type: 'module' });
  writeFileSync(join(folder, 'whitewater.config.json'), '{ "sed": 1, "nodez": 3 }');
  const { stdout } = await whitewater(folder, ['doctor']);
  t.is(stdout.match(/^ ✖ settings +cannot be used: /gm)?.length, 2, stdout);
});
