/** The commands that reports tell people to type. */
import { COMMAND } from '../library/how-to-call.ts';

/** `--out` is only said if it is not the usual folder; `given` brings a target of the user. */
export function replayCommand(id: string, out: string, given?: string): string {
  return savedRunCommand('replay', id, out, given);
}

/** The same for any command about a run that is saved. */
export function savedRunCommand(
  command: 'replay' | 'shrink',
  address: string,
  out: string,
  given?: string,
): string {
  const where = out === DEFAULT_OUT ? '' : ` --out ${shellQuoted(out)}`;
  const target = given === undefined ? '' : ` ${given}`;
  return `${COMMAND} ${command} ${shellQuoted(address)}${target}${where}`;
}

/** How a target that is a program is brought once more. */
export function execOption(command: string): string {
  return `--exec ${shellQuoted(command)}`;
}

/** How a target that is a module is brought once more. */
export function moduleOption(path: string): string {
  return `--target ${shellQuoted(path)}`;
}

/** `setting` brings a target of the user by itself, and begins with its path if it has one. */
export function againCommand(
  command: 'run' | 'explore',
  { target, setting, given }: { target: string; setting: string; given: string | null },
): string {
  return `${COMMAND} ${command} ${given === null ? `${target} ` : ''}${setting}`;
}

export function runCommand(target: string, seed: string): string {
  return `${COMMAND} run ${target} --seed ${seed}`;
}

/** The folder for everything that runs leave behind; not under version control. */
export const DEFAULT_OUT = '.whitewater';

/** As one word of a shell, whatever is in it. */
export function shellQuoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Makes the page about the catalogue. */
export const CANARY_PAGE_COMMAND = `${COMMAND} canary --page docs/MUTANTS.md`;
