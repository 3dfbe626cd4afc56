/** How this command line is called, for the commands that reports tell people to type. */
const COMMAND = import.meta.url.endsWith('.ts') ? 'npm run -s whitewater --' : 'npx whitewater';

/** `--out` is only said if it is not the usual folder. */
export function replayCommand(id: string, out: string, exec?: string): string {
  const where = out === DEFAULT_OUT ? '' : ` --out ${shellQuoted(out)}`;
  return `${COMMAND} replay ${id}${execOption(exec)}${where}`;
}

/** How a target that is a program is named once more; nothing for any other. */
export function execOption(exec: string | undefined): string {
  return exec === undefined ? '' : ` --exec ${shellQuoted(exec)}`;
}

export function runCommand(target: string, seed: string): string {
  return `${COMMAND} run ${target} --seed ${seed}`;
}

/** The folder for everything that runs leave behind; not under version control. */
export const DEFAULT_OUT = '.whitewater';

function shellQuoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Makes the page about the catalogue. */
export const CANARY_PAGE_COMMAND = `${COMMAND} canary --page docs/MUTANTS.md`;
