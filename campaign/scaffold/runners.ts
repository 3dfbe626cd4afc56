/** Test runners: how one is recognised, and how a test for it is written and started. */
import { textIn, type Project } from './project.ts';

export const RUNNERS = ['node', 'ava', 'vitest', 'jest'] as const;

export type RunnerName = (typeof RUNNERS)[number];

/** A version of Node, such as `{ major: 22, minor: 18 }`. */
export interface NodeVersion {
  readonly major: number;
  readonly minor: number;
}

export function nodeVersionOf(text: string): NodeVersion {
  const [major = 0, minor = 0] = text.replace(/^v/, '').split('.').map(Number);
  return { major, minor };
}

export function isAtLeast(version: NodeVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** The one that `npm test` starts; else the one that is installed; else the one of Node itself. */
export function runnerOf({ manifest, packages }: Project): RunnerName {
  const script = manifest?.scripts?.['test'] ?? '';
  const others = RUNNERS.filter((name) => name !== 'node');
  const started = others.find((name) => new RegExp(`(^|[\\s/])${name}(\\s|$)`).test(script));
  if (started !== undefined) return started;
  if (/(^|\s)--test(\s|$)/.test(script)) return 'node';
  return others.find((name) => packages.has(name)) ?? 'node';
}

/** Packages that let jest load TypeScript. */
const JEST_LOADERS = ['ts-jest', '@swc/jest', '@babel/preset-typescript', 'esbuild-jest'];

const JEST_CONFIGS = ['js', 'mjs', 'cjs', 'ts', 'json'].map((name) => `jest.config.${name}`);

const ESM_PRESET = 'ts-jest/presets/default-esm';

/** The package has ES modules alone: jest has to be told, or it makes CommonJS of TypeScript. */
function jestMakesModules(project: Project): boolean {
  const texts = JEST_CONFIGS.map((name) => textIn(project, name));
  return /esm/i.test([JSON.stringify(project.manifest?.jest ?? null), ...texts].join('\n'));
}

/** Without it, jest runs no ES module. */
export const JEST_FLAG = '--experimental-vm-modules';

/** What `npm test` may start all tests with. */
export function scriptOf(runner: RunnerName): string {
  switch (runner) {
    case 'node':
      return 'node --test';
    case 'ava':
      return 'ava';
    case 'vitest':
      return 'vitest run';
    case 'jest':
      return `node ${JEST_FLAG} node_modules/jest/bin/jest.js`;
  }
}

const AVA_CONFIGS = ['ava.config.js', 'ava.config.mjs', 'ava.config.cjs'];

/** Whether a test in TypeScript would run in this project as it is. */
export function loadsTypeScript(project: Project, runner: RunnerName, node: NodeVersion): boolean {
  const { manifest, packages } = project;
  switch (runner) {
    case 'vitest':
      return true;
    case 'jest':
      return JEST_LOADERS.some((name) => packages.has(name)) && jestMakesModules(project);
    case 'ava': {
      const configs = AVA_CONFIGS.map((name) => textIn(project, name)).join('\n');
      const extensions = JSON.stringify(manifest?.ava?.extensions ?? null);
      return /"m?ts"/.test(extensions) || /extensions[^}\]]*\bm?ts\b/.test(configs);
    }
    case 'node':
      return stripsTypes(node) || packages.has('tsx');
  }
}

/** What is to be done for that. */
export function typeScriptMend(runner: RunnerName): string {
  switch (runner) {
    case 'vitest':
      return 'nothing: vitest loads TypeScript';
    case 'jest':
      return `npm install --save-dev ts-jest, and npm pkg set jest.preset=${ESM_PRESET}`;
    case 'ava':
      return 'set "extensions": { "ts": "module" } and a loader in the configuration of ava';
    case 'node':
      return 'use Node 22.18 or newer, or npm install --save-dev tsx';
  }
}

/** What starts one test file. */
export function startOf(
  runner: RunnerName,
  file: string,
  { packages }: Project,
  node: NodeVersion,
): string {
  switch (runner) {
    case 'vitest':
      return `npx vitest run ${file}`;
    case 'jest':
      return `NODE_OPTIONS=${JEST_FLAG} npx jest ${file}`;
    case 'ava':
      return `npx ava ${file}`;
    case 'node': {
      const needsLoader = /ts$/.test(file) && !stripsTypes(node) && packages.has('tsx');
      return needsLoader ? `npx tsx --test ${file}` : `node --test ${file}`;
    }
  }
}

/** Node runs TypeScript as it is, without a flag. */
export function stripsTypes(node: NodeVersion): boolean {
  return isAtLeast(node, 23, 6) || (node.major === 22 && node.minor >= 18);
}
