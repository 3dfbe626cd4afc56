/** The Raft example of Stateright, built from its published crate. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const STATERIGHT = '0.31.0';

/** Where its program is, built if it is not there yet; null where there is no Cargo. */
export function builtProgram(folder: string): string | null {
  const program = join(folder, 'bin', 'raft');
  if (existsSync(program)) return program;
  if (spawnSync('cargo', ['--version']).status !== 0) return null;
  const crate = `stateright@${STATERIGHT}`;
  const args = ['install', crate, '--example', 'raft', '--root', folder];
  execFileSync('cargo', args, { stdio: 'inherit' });
  return program;
}

/** Different states, from its last line. */
export function statesOf(output: string): number {
  const unique = /^Done\..*unique=(\d+)/m.exec(output)?.[1];
  if (unique === undefined) throw new Error(`no number of states in: ${output.slice(-200)}`);
  return Number(unique);
}
