/** Options that several commands share. */
import { Option, type Command } from 'commander';
import { Refusal } from '../adapters/refusal.ts';
import { objectionTo } from '../campaign/findings/place.ts';
import { quoted } from './choice.ts';
import type { ExitCodeValue } from './exit-code.ts';
import { DEFAULT_OUT } from './invocation.ts';

/** Where pinned findings are: under version control, and part of the tests. */
export const REGRESSIONS = 'corpus/regressions';

/** Receives the exit code of the command that ran. */
export type Finish = (code: ExitCodeValue) => void;

/** How commands name a finding. */
export const FINDING_ADDRESS = 'its id, six digits or more of it, its file or its folder';

/** For hunts. */
export function withRunOptions(command: Command, profile: string): Command {
  command
    .option(
      '--profile <name>',
      'budget, cluster sizes and length of runs: `list profiles`',
      profile,
    )
    .option('--seed <number>', 'of all random draws, decimal or 0x…; drawn and printed if left out')
    .option('--nodes <sizes>', 'cluster sizes to draw from, such as 3,5')
    .option('--faults <kinds>', 'only these, even if the target does not promise to bear them')
    .option('--property <ids>', 'look only for violations of these')
    .option('--engine <names>', 'timed, adversarial; default: both')
    .option('--workers <number>', 'threads, or a share of the cores such as 50%; default: 100%')
    .option('--recheck <share>', 'perform so many timed runs twice, such as 1/1000')
    .option('--max-findings <count>', 'stop after so many findings, each another story')
    .option('--shrink-budget <amount>', 'for each finding: a time such as 30s, or 5000x for runs')
    .option('--timing <name>', 'election timeouts: lab (400–550 ms) or paper (150–300 ms)', 'lab')
    .option('--full', 'show all steps, however many')
    .addOption(outOption('where findings and the logs of failed runs go'))
    .option('--no-progress', 'show no progress on stderr');
  return withOutputOptions(command);
}

/** Collects the values of an option that may be repeated. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** For what is done with findings: their target may be the user's. */
export function withExternalTargetOptions(command: Command): Command {
  const meaning = 'module that exports the target of a finding; may be repeated';
  command.option('--target <file>', meaning, several);
  return withExecOptions(command);
}

/** For targets that are programs, and for all code that does not come with whitewater. */
export function withExecOptions(command: Command): Command {
  return command
    .option('--exec <command>', 'test the program that this starts: docs/STEP-PROTOCOL.md')
    .option('--answer-within <time>', 'longest time the program may take for a step; default: 1s')
    .addOption(placeOption('--transcript <file>', 'append all lines to and from the program to it'))
    .option('--step-limit <time>', 'longest time any step of your code may take; default: 5s');
}

/** For every command that prints. */
export function withOutputOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON object instead of text')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .option('--ascii', 'print ASCII characters only');
}

/** For every command that judges something. */
export function withReporterOption(command: Command): Command {
  return command.option(
    '--reporter <name[=file]>',
    'also tell html (a folder), md, junit, ndjson or github; without a file, on stdout',
    several,
  );
}

export function outOption(description: string): Option {
  return placeOption('--out <folder>', description).default(DEFAULT_OUT);
}

/** Where something is to be written: refused before anything is done, if nothing ever can be. */
export function placeOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((path: string): string => {
    const objection = objectionTo(path);
    if (objection === null) return path;
    throw new Refusal(`${option.long ?? flags} ${quoted(path)} ${objection}`);
  });
}
