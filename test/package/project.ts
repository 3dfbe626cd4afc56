/** A project of somebody else, in an empty folder, with the packed package installed. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root } from '../house/checkout.ts';

/** What a command came to. */
export interface Ran {
  readonly code: number | null;
  /** Both streams, as a person sees them. */
  readonly text: string;
}

/** As short as may be, so that a registry that is slow shows as what it is. */
const PATIENCE_MS = 240_000;

const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];

export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'whitewater-project-'));

  /** Builds the package, and packs it into this folder. Returns the name of the file. */
  pack(): string {
    const packed = run(root, 'npm', ['pack', '--json', '--pack-destination', this.folder]);
    if (packed.code !== 0) throw new Error(`npm pack failed:\n${packed.text}`);
    const [, name] = /"filename": "([^"]+)"/.exec(packed.text) ?? [];
    return join(this.folder, name ?? '');
  }

  /** Whatever `npm init` and `npm install` of the tarball leave behind, and nothing else. */
  installAlone(tarball: string): void {
    this.write('package.json', '{ "name": "somebody", "private": true, "type": "module" }');
    this.must('npm', [...INSTALL, tarball]);
  }

  /** The same, with the test runners and checkers of test/package/package.json beside it. */
  installWithRunners(tarball: string): void {
    copyFileSync(join(root, 'test', 'package', 'package.json'), join(this.folder, 'package.json'));
    this.must('npm', [...INSTALL, tarball]);
  }

  write(name: string, text: string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** A TypeScript file of this checkout as JavaScript, which Node 20 can run. */
  writeCompiled(name: string, source: string): void {
    const text = readFileSync(join(root, source), 'utf8');
    const { ES2023 } = ts.ScriptTarget;
    const compilerOptions = { target: ES2023, module: ts.ModuleKind.ESNext };
    this.write(name, ts.transpileModule(text, { compilerOptions }).outputText);
  }

  /** Runs a command in the project, as its owner would. */
  run(command: string, words: readonly string[], more: Readonly<Record<string, string>> = {}): Ran {
    return run(this.folder, command, words, more);
  }

  must(command: string, words: readonly string[]): void {
    const { code, text } = this.run(command, words);
    if (code !== 0) throw new Error(`${command} ${words.join(' ')} failed:\n${text}`);
  }
}

function run(
  cwd: string,
  command: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Ran {
  // A test runner within a test runner must not take itself for a part of it.
  const kept = Object.entries(process.env).filter(([name]) => !/^(NODE_|AVA_|npm_)/.test(name));
  const env = { ...Object.fromEntries(kept), NO_COLOR: '1', ...more };
  const ran = spawnSync(command, words, { cwd, env, encoding: 'utf8', timeout: PATIENCE_MS });
  return { code: ran.status, text: `${ran.stdout}${ran.stderr}` };
}
