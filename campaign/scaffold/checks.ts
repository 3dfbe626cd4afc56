/** What `doctor` looks at: each check says what is there, or what is missing and how to mend it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstFilesIn, IGNORED, REGRESSIONS_FOLDER, WORKFLOW_FILE } from './files.ts';
import type { Project } from './project.ts';
import {
  isAtLeast,
  JEST_FLAG,
  loadsTypeScript,
  runnerOf,
  scriptOf,
  stripsTypes,
  typeScriptMend,
  type NodeVersion,
} from './runners.ts';
import { ignores } from './write.ts';

export interface Check {
  /** One word or two, for the beginning of the line. */
  readonly name: string;
  readonly isFine: boolean;
  /** What is there, or what is not. */
  readonly text: string;
  /** What to type or to do; null if all is fine. */
  readonly mend: string | null;
}

/** The oldest Node that the package runs on: `engines` of package.json. */
export const OLDEST_NODE = { major: 20, minor: 19 } as const;

/** All checks, in the order in which they are best mended. */
export function checksOf(
  project: Project,
  node: NodeVersion,
  commandHere: string,
): readonly Check[] {
  return [
    nodeCheck(node),
    manifestCheck(project),
    packageCheck(project),
    moduleCheck(project),
    runnerCheck(project),
    ...typeScriptChecks(project, node),
    lockFileCheck(project),
    gitCheck(project),
    ignoreCheck(project),
    corpusCheck(project),
    workflowCheck(project, commandHere),
  ];
}

function fine(name: string, text: string): Check {
  return { name, isFine: true, text, mend: null };
}

function missing(name: string, text: string, mend: string): Check {
  return { name, isFine: false, text, mend };
}

function nodeCheck(node: NodeVersion): Check {
  const here = `Node ${node.major}.${node.minor}`;
  const { major, minor } = OLDEST_NODE;
  const oldest = `Node ${major}.${minor}`;
  return isAtLeast(node, major, minor)
    ? fine('node', here)
    : missing('node', `${here} is older than ${oldest}`, `install ${oldest} or newer`);
}

function manifestCheck({ manifest }: Project): Check {
  return manifest === null
    ? missing('package.json', 'there is none', 'npm init -y')
    : fine('package.json', 'is there');
}

function packageCheck({ manifest, packages }: Project): Check {
  return manifest?.name === 'whitewater' || packages.has('whitewater')
    ? fine('whitewater', 'is among the dependencies')
    : missing('whitewater', 'is no dependency', 'npm install --save-dev whitewater');
}

function moduleCheck({ folder, isModule }: Project): Check {
  if (isModule) return fine('modules', '.js files are ES modules');
  const marked = firstFilesIn(folder).test?.match(/[.]m[jt]s$/)?.[0];
  if (marked !== undefined) return fine('modules', `${marked} files are ES modules`);
  return missing(
    'modules',
    '.js files are CommonJS',
    'npm pkg set type=module, or name the files of tests and targets .mjs',
  );
}

/** What `npm init` writes is no test. */
function runnerCheck(project: Project): Check {
  const script = project.manifest?.scripts?.['test'] ?? '';
  const runner = runnerOf(project);
  if (script === '' || script.includes('no test specified')) {
    const command = `npm pkg set scripts.test="${scriptOf(runner)}"`;
    return missing('test runner', 'npm test starts none', command);
  }
  return runner === 'jest' && !script.includes(JEST_FLAG)
    ? missing('test runner', 'jest runs no ES modules', `begin "${script}" with ${JEST_OPTION}`)
    : fine('test runner', `npm test starts "${script}"`);
}

const JEST_OPTION = `NODE_OPTIONS=${JEST_FLAG}`;

function typeScriptChecks(project: Project, node: NodeVersion): readonly Check[] {
  if (!project.isTypeScript) return [];
  const runner = runnerOf(project);
  const name = runner === 'node' ? 'node:test' : runner;
  const { target, test } = firstFilesIn(project.folder);
  if (target?.endsWith('ts') === true && !stripsTypes(node)) {
    const text = `Node ${node.major}.${node.minor} hunts in no ${target}`;
    return [missing('TypeScript', text, 'use Node 22.18 or newer')];
  }
  if (loadsTypeScript(project, runner, node)) return [fine('TypeScript', `${name} loads it`)];
  return [
    test?.endsWith('js') === true
      ? fine('TypeScript', `${name} does not load it; ${test} needs none`)
      : missing('TypeScript', `${name} does not load it`, typeScriptMend(runner)),
  ];
}

function lockFileCheck({ lockFile }: Project): Check {
  return lockFile === null
    ? missing('lock file', 'there is none', 'npm install, and commit package-lock.json')
    : fine('lock file', lockFile);
}

function gitCheck({ isInGit }: Project): Check {
  return isInGit ? fine('git', 'is there') : missing('git', 'there is no repository', 'git init');
}

function ignoreCheck(project: Project): Check {
  return ignores(project, IGNORED)
    ? fine('.gitignore', `leaves out ${IGNORED}`)
    : missing('.gitignore', `does not leave out ${IGNORED}`, `echo ${IGNORED} >> .gitignore`);
}

function corpusCheck({ folder }: Project): Check {
  return existsSync(join(folder, REGRESSIONS_FOLDER))
    ? fine('corpus', REGRESSIONS_FOLDER)
    : missing('corpus', `there is no ${REGRESSIONS_FOLDER}`, `mkdir -p ${REGRESSIONS_FOLDER}`);
}

function workflowCheck({ folder, manifest }: Project, commandHere: string): Check {
  const files = [WORKFLOW_FILE, ...(manifest?.name === 'whitewater' ? [OWN_WORKFLOW] : [])];
  const file = files.find((path) => existsSync(join(folder, path)));
  return file === undefined
    ? missing('workflow', `there is no ${WORKFLOW_FILE}`, `${commandHere} init --only workflow`)
    : fine('workflow', file);
}

/** Of whitewater itself. */
const OWN_WORKFLOW = '.github/workflows/nightly.yml';
