/** What `help` says beside the lists of options: examples, and what exit codes mean. */
import type { Command } from 'commander';
import { COMMAND } from '../library/how-to-call.ts';

/** No line is wider than a terminal usually is. */
export const EXIT_CODES = `
Exit codes:
  0    as expected: sound targets held, broken ones broke
  1    a property broke that should have held, or the target threw an error
  2    the arguments or files cannot be used
  3    the same run went another way
  4    whitewater itself broke down
  5    nothing was proved: an expected violation was not found, nothing was run,
       or a limit was reached
  130  Ctrl-C, after a report of what was found so far; 143 after SIGTERM;
       Ctrl-C is the usual end of play, and 0 there`;

export const WHERE_TO_LOOK = `
Show the options of a command, with examples:
  ${COMMAND} help run
Show the names of targets, properties, faults and more:
  ${COMMAND} list`;

/** The words after the command's name, and what they do. */
type Example = readonly [words: string, meaning: string];

/** Shows examples at the end of a command's help. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
  const lines = examples.map(([words, meaning]) => {
    return `  ${COMMAND} ${command.name()}${words === '' ? '' : ` ${words}`}\n      ${meaning}`;
  });
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
