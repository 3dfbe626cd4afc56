import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { scaffoldFiles } from '../../../campaign/scaffold/files.ts';
import { readProject, type Project } from '../../../campaign/scaffold/project.ts';
import {
  isAtLeast,
  loadsTypeScript,
  nodeVersionOf,
  runnerOf,
  RUNNERS,
  startOf,
} from '../../../campaign/scaffold/runners.ts';
import { root } from '../../house/checkout.ts';

const NODE_20 = nodeVersionOf('v20.20.2');
const NODE_24 = nodeVersionOf('v24.1.0');

/** A project of these files, read. */
function projectOf(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return readProject(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function projectWith(manifest: object, files: Readonly<Record<string, string>> = {}): Project {
  return projectOf({ 'package.json': JSON.stringify(manifest), ...files });
}

function fileOf(project: Project, name: RegExp, wish = {}): string {
  const files = scaffoldFiles(project, { runner: 'node', isTypeScript: false, ...wish });
  return files.find(({ path }) => name.test(path))?.text ?? '';
}

test('A runner is recognised by what npm test starts, and else by what is installed', (t) => {
  const both = { ava: '7', jest: '30' };
  const recognised = [
    [{}, 'node'],
    [{ scripts: { test: 'node --test' }, devDependencies: both }, 'node'],
    [{ scripts: { test: 'c8 ava --verbose' } }, 'ava'],
    [{ scripts: { test: 'vitest run' }, devDependencies: both }, 'vitest'],
    [{ scripts: { test: 'node_modules/.bin/jest' } }, 'jest'],
    [{ scripts: { test: 'tsc' }, dependencies: { vitest: '3' } }, 'vitest'],
    [{ scripts: { test: 'java -jar javadoc' } }, 'node'],
  ] as const;
  for (const [manifest, runner] of recognised) {
    t.is(runnerOf(projectWith(manifest)), runner, JSON.stringify(manifest));
  }
});

test('Tests are in TypeScript only where the runner loads it', (t) => {
  const plain = projectWith({});
  t.false(loadsTypeScript(plain, 'node', NODE_20));
  t.true(loadsTypeScript(plain, 'node', NODE_24));
  t.true(loadsTypeScript(projectWith({ devDependencies: { tsx: '4' } }), 'node', NODE_20));
  t.false(loadsTypeScript(plain, 'ava', NODE_24));
  t.true(loadsTypeScript(projectWith({ ava: { extensions: { ts: 'module' } } }), 'ava', NODE_20));
  t.true(loadsTypeScript(plain, 'vitest', NODE_20));
  t.false(loadsTypeScript(plain, 'jest', NODE_24));
  const jest = { devDependencies: { 'ts-jest': '29' } };
  t.false(loadsTypeScript(projectWith(jest), 'jest', NODE_24), 'it makes CommonJS, and fails');
  const preset = { preset: 'ts-jest/presets/default-esm' };
  t.true(loadsTypeScript(projectWith({ ...jest, jest: preset }), 'jest', NODE_20));
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(jest));
  writeFileSync(join(folder, 'jest.config.js'), 'export default createDefaultEsmPreset();');
  t.true(loadsTypeScript(readProject(folder), 'jest', NODE_20), 'jest.config.js says so, too');
  t.true(isAtLeast(nodeVersionOf('v22.18.0'), 20, 19));
  t.false(isAtLeast(nodeVersionOf('v20.9.0'), 20, 19), 'versions are compared as numbers');
});

test('What starts a test in TypeScript depends on the version of Node', (t) => {
  const project = projectWith({ devDependencies: { tsx: '4' } });
  t.is(startOf('node', 'a.test.ts', project, NODE_20), 'npx tsx --test a.test.ts');
  t.is(startOf('node', 'a.test.ts', project, NODE_24), 'node --test a.test.ts');
  t.is(startOf('node', 'a.test.js', project, NODE_20), 'node --test a.test.js');
});

test('Every runner has its import, and files say that they are ES modules where they must', (t) => {
  const imports = { node: 'node:test', ava: 'ava', vitest: 'vitest', jest: '@jest/globals' };
  for (const runner of RUNNERS) {
    const text = fileOf(projectWith({}), /election\.test\.mjs$/, { runner });
    t.true(text.includes(`from '${imports[runner]}'`), text);
    t.true(text.includes("from './election.mjs'"), text);
    t.is(text.includes('t.notThrows'), runner === 'ava', 'ava counts its own assertions alone');
  }
  const typed = { isTypeScript: true };
  t.not(fileOf(projectWith({ type: 'module' }), /^whitewater\/election\.ts$/, typed), '');
  t.not(fileOf(projectWith({}), /^whitewater\/election\.mts$/, typed), '');
});

test('The workflow hunts in the target that is written, and installs as the project does', (t) => {
  const npm = fileOf(projectWith({}, { 'package-lock.json': '{}' }), /yml$/);
  t.regex(npm, /TARGET: \.\/whitewater\/election\.mjs\n/);
  t.regex(npm, /run: npm ci\n/);
  const pnpm = fileOf(projectWith({}, { 'pnpm-lock.yaml': '' }), /yml$/);
  t.regex(pnpm, /run: corepack enable && pnpm install --frozen-lockfile\n/);
  t.notRegex(pnpm, /npm ci/);
  const yarn = fileOf(projectWith({}, { 'yarn.lock': '' }), /yml$/);
  t.regex(yarn, /run: corepack enable && yarn install --frozen-lockfile\n/);
  t.regex(fileOf(projectWith({}), /yml$/), /run: npm install\n/, 'npm ci needs a lock file');
});

test('The election in JavaScript is the one in TypeScript without its types', (t) => {
  const printed = (name: string): string => {
    const text = readFileSync(join(root, 'templates', name), 'utf8');
    const { ES2023 } = ts.ScriptTarget;
    const compilerOptions = { target: ES2023, module: ts.ModuleKind.ESNext };
    return ts
      .transpileModule(text, { compilerOptions })
      .outputText.replace(/\s+|,(?=\s*[}\])])/g, '');
  };
  t.is(printed('election.js'), printed('election.ts'), 'edit templates/election.js, too');
});
