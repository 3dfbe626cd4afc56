/** `start`: the first thing that anyone sees. A sound Raft holds, a broken one is explained. */
import { gravest, type ExitCodeValue } from './exit-code.ts';
import { runCommand, type RunOptions } from './run-command.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { paragraph, printPage, span } from '../reports/terminal/page.ts';
import type { Style } from '../reports/terminal/style.ts';
import { print, styleOf } from './terminal.ts';

const BEFORE =
  'whitewater takes two Rafts through crashes, cuts and skewed clocks: ten seconds for the ' +
  "paper's, which must hold, then a course tutorial's, which must break and is explained in " +
  'six steps.';

const AFTER =
  `Next: run a broken Raft of your choice, "${COMMAND} run votes-without-memory"; ` +
  `"${COMMAND} list mutants" names them all, and "canary" hunts for every one of them.`;

/** Fixed, so that everyone's first counterexample is the one that the README shows. */
const FIRST_SEED = '1';

export async function startCommand(options: RunOptions): Promise<ExitCodeValue> {
  const isJson = options.json === true;
  const style = styleOf(options);
  if (!isJson) print(`\n${introduction(BEFORE, style)}\n\n`);
  const code = await runCommand(['raft', 'tutorial'], { seed: FIRST_SEED, ...options });
  if (!isJson) print(`\n${introduction(AFTER, style)}\n`);
  return gravest([code]);
}

/** A paragraph as wide as the terminal. */
export function introduction(text: string, style: Style): string {
  return printPage(paragraph([span(' ')], text), style);
}
