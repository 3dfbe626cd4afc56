/** Writes the files of `init`: all of them or none, and never over another. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import { writeAtomically } from '../findings/atomic-file.ts';
import type { ScaffoldFile } from './files.ts';
import { textIn, type Project } from './project.ts';

/** Throws a {@link Refusal} that names the files which are in the way; then nothing is written. */
export function writeScaffold({ folder }: Project, files: readonly ScaffoldFile[]): void {
  const taken = files.filter(({ path }) => existsSync(join(folder, path)));
  if (taken.length > 0) {
    const names = taken.map(({ path }) => path).join(', ');
    const free = [...new Set(files.map(({ part }) => part))].filter(
      (part) => !taken.some((file) => file.part === part),
    );
    const advice = free.length === 0 ? '' : `, or leave them alone: --only ${free.join(',')}`;
    throw new Refusal(`nothing is written, for ${names} would be overwritten: move them${advice}`);
  }
  for (const { path, text } of files) writeAtomically(join(folder, path), text);
}

/** Whether Git leaves out what `line` names; comments and order are not looked at. */
export function ignores(project: Project, line: string): boolean {
  const name = line.replace(/^\/|\/$/g, '');
  const lines = textIn(project, '.gitignore').split(/\r?\n/);
  return lines.some((one) => one.trim().replace(/^\/|\/$/g, '') === name);
}

/** Adds a line to .gitignore, unless it is there. Returns whether it was added. */
export function addIgnored(project: Project, line: string): boolean {
  if (ignores(project, line)) return false;
  const text = textIn(project, '.gitignore');
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  writeAtomically(join(project.folder, '.gitignore'), `${before}${line}\n`);
  return true;
}
