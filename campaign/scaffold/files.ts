/** The files that `init` writes into a project, as text. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PackageManager, Project } from './project.ts';
import type { RunnerName } from './runners.ts';
import { testText } from './test-text.ts';

/** What a file is for; each part can be written alone. */
export const PARTS = ['test', 'workflow', 'corpus', 'config'] as const;

export type Part = (typeof PARTS)[number];

export interface ScaffoldFile {
  readonly part: Part;
  /** From the folder of the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Wish {
  readonly runner: RunnerName;
  readonly isTypeScript: boolean;
}

/** At the root of every project: the default patterns of all four runners find a test in it. */
const FOLDER = 'whitewater';

/** Where pinned findings go: the default of `pin` and `check`. */
export const REGRESSIONS_FOLDER = 'corpus/regressions';

export const CONFIGURATION_FILE = 'whitewater.config.json';

export const WORKFLOW_FILE = '.github/workflows/whitewater.yml';

/** Left out of version control: what hunts leave behind. */
export const IGNORED = '.whitewater/';

/** All files for this project. */
export function scaffoldFiles(project: Project, { runner, isTypeScript }: Wish): ScaffoldFile[] {
  const extension = extensionOf(project, isTypeScript);
  const target = `${FOLDER}/election.${extension}`;
  return [
    { part: 'test', path: target, text: template(`election.${isTypeScript ? 'ts' : 'js'}`) },
    {
      part: 'test',
      path: `${FOLDER}/election.test.${extension}`,
      text: testText(runner, `./election.${extension}`),
    },
    { part: 'workflow', path: WORKFLOW_FILE, text: workflowText(project, target) },
    { part: 'corpus', path: `${REGRESSIONS_FOLDER}/README.md`, text: template('regressions.md') },
    { part: 'config', path: CONFIGURATION_FILE, text: configurationText(target) },
  ];
}

/** The election and its test that are there, however they are named; undefined for none. */
export function firstFilesIn(
  folder: string,
): Readonly<Record<'target' | 'test', string | undefined>> {
  const found = (name: string): string | undefined =>
    ['js', 'mjs', 'ts', 'mts']
      .map((extension) => `${FOLDER}/${name}.${extension}`)
      .find((path) => existsSync(join(folder, path)));
  return { target: found('election'), test: found('election.test') };
}

/** A project of CommonJS has to say of each file that it is an ES module. */
function extensionOf({ isModule }: Project, isTypeScript: boolean): string {
  return `${isModule ? '' : 'm'}${isTypeScript ? 'ts' : 'js'}`;
}

const INSTALL: Readonly<Record<PackageManager, string>> = {
  npm: 'npm ci',
  pnpm: 'corepack enable && pnpm install --frozen-lockfile',
  yarn: 'corepack enable && yarn install --frozen-lockfile',
};

/** Settings of the commands here; the workflow says its own. */
function configurationText(target: string): string {
  return `${JSON.stringify({ targets: [`./${target}`], profile: 'quick' }, null, 2)}\n`;
}

function workflowText({ packageManager, lockFile }: Project, target: string): string {
  const install = lockFile === null ? 'npm install' : INSTALL[packageManager];
  return template('nightly.yml')
    .replaceAll('./whitewater/election.js', `./${target}`)
    .replaceAll('run: npm ci', `run: ${install}`);
}

/** By its own name the package is found from the sources and from what is built of them. */
function template(name: string): string {
  const { resolve } = createRequire(import.meta.url);
  return readFileSync(join(dirname(resolve('whitewater/package.json')), 'templates', name), 'utf8');
}
