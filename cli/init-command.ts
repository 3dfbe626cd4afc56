/** `init`: writes a first test and a nightly workflow into a project. */
import {
  CONFIGURATION_FILE,
  PARTS,
  IGNORED,
  scaffoldFiles,
  type Part,
} from '../campaign/scaffold/files.ts';
import { readProject, type Project } from '../campaign/scaffold/project.ts';
import {
  loadsTypeScript,
  nodeVersionOf,
  runnerOf,
  RUNNERS,
  startOf,
  stripsTypes,
  typeScriptMend,
  type NodeVersion,
  type RunnerName,
} from '../campaign/scaffold/runners.ts';
import { addIgnored, writeScaffold } from '../campaign/scaffold/write.ts';
import { Refusal } from '../adapters/refusal.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { oneOf, someOf } from './choice.ts';
import { configurationFileIn } from './configuration/found-file.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

/** The options of `init`, as typed. */
export interface InitOptions extends OutputArguments {
  readonly runner?: string;
  readonly language?: string;
  readonly only?: string;
}

const LANGUAGES = ['typescript', 'javascript'] as const;

type Language = (typeof LANGUAGES)[number];

export function initCommand(options: InitOptions): ExitCodeValue {
  const style = styleOf(options);
  const project = readProject(process.cwd());
  if (project.manifest === null) {
    throw new Refusal('there is no package.json here: npm init -y makes one');
  }
  const node = nodeVersionOf(process.version);
  const { runner, language, remark } = choicesOf(project, node, options);
  const parts = partsOf(options, project);
  const wish = { runner, isTypeScript: language === 'typescript' };
  const files = scaffoldFiles(project, wish).filter(({ part }) => parts.includes(part));
  writeScaffold(project, files);
  const isIgnored = addIgnored(project, IGNORED);
  const written = [...files.map(({ path }) => path), ...(isIgnored ? ['.gitignore'] : [])];
  const next = nextSteps(project, node, runner, parts, written);
  if (options.json === true) {
    printJson({ command: 'init', runner, language, written, remark, next });
    return ExitCode.expected;
  }
  const shown = runner === 'node' ? 'node:test' : runner;
  const title = `✔ ${written.length} files written, for ${shown}`;
  print(` ${style.paint('held', title)}\n`);
  for (const path of written) print(`   ${path}\n`);
  if (remark !== null) print(`\n ${remark}\n`);
  print(`\n Next:\n${next.map((step) => `   ${step}\n`).join('')}`);
  return ExitCode.expected;
}

/** Two files with settings would be none: another one stays alone. */
function partsOf({ only }: InitOptions, { folder }: Project): readonly Part[] {
  if (only !== undefined) return someOf('part', only, PARTS);
  const other = configurationFileIn(folder);
  const isTaken = other !== null && other !== CONFIGURATION_FILE;
  return PARTS.filter((part) => part !== 'config' || !isTaken);
}

interface Choices {
  readonly runner: RunnerName;
  readonly language: Language;
  /** Why a project in TypeScript gets JavaScript; null otherwise. */
  readonly remark: string | null;
}

/** What is asked for, and else what the project uses and its runner can load. */
function choicesOf(project: Project, node: NodeVersion, options: InitOptions): Choices {
  const runner =
    options.runner === undefined
      ? runnerOf(project)
      : oneOf('runner', options.runner.replace('node:test', 'node'), RUNNERS);
  if (options.language !== undefined) {
    return { runner, language: oneOf('language', options.language, LANGUAGES), remark: null };
  }
  if (!project.isTypeScript) return { runner, language: 'javascript', remark: null };
  const lack = lackFor(project, runner, node);
  if (lack === null) return { runner, language: 'typescript', remark: null };
  const remark = `In JavaScript, since ${lack.why}. To change that: ${lack.mend}.`;
  return { runner, language: 'javascript', remark };
}

/** What keeps TypeScript from being tested, or from being hunted in; null if nothing does. */
function lackFor(
  project: Project,
  runner: RunnerName,
  node: NodeVersion,
): { readonly why: string; readonly mend: string } | null {
  if (!loadsTypeScript(project, runner, node)) {
    return { why: `${runner} would not load TypeScript here`, mend: typeScriptMend(runner) };
  }
  if (stripsTypes(node)) return null;
  const why = `whitewater run cannot load TypeScript in Node ${node.major}.${node.minor}`;
  return { why, mend: 'use Node 22.18 or newer' };
}

function nextSteps(
  project: Project,
  node: NodeVersion,
  runner: RunnerName,
  parts: readonly Part[],
  written: readonly string[],
): readonly string[] {
  const test = written.find((path) => path.includes('.test.'));
  const target = written.find((path) => path.startsWith('whitewater/') && path !== test);
  return [
    ...(test === undefined ? [] : [startOf(runner, test, project, node)]),
    ...(target === undefined ? [] : [`put your own election into ${target}`]),
    ...(target === undefined ? [] : [`${COMMAND} run ./${target}`]),
    ...(parts.includes('workflow') ? ['commit and push: the hunt begins at 02:17 UTC'] : []),
    `${COMMAND} doctor`,
  ];
}
