/** The commands and their options. What they do is loaded only when it is asked for. */
import { Command, Option } from 'commander';
import type { ExitCodeValue } from './exit-code.ts';
import { DEFAULT_OUT } from './invocation.ts';
import type { ReplayOptions } from './replay-command.ts';
import type { RunOptions } from './run-command.ts';
import type { OutputArguments } from './terminal.ts';

const EXIT_CODES = `
Exit codes:
  0  as expected: sound targets held, broken ones broke
  1  a property broke that should have held, or the target threw
  2  the arguments or files cannot be used
  3  the same run went another way
  4  whitewater itself broke down
  5  nothing was proved: an expected violation was not found, nothing was run, a limit was hit
  130  interrupted, after the report of what was found until then`;

/** `finish` is told the exit code of the command that ran. */
export function programFor(finish: (code: ExitCodeValue) => void): Command {
  const program = new Command('whitewater')
    .description(
      'Takes Raft implementations through faults, and explains the smallest run that breaks them.',
    )
    .addHelpText('after', EXIT_CODES)
    .helpCommand(false);
  addRun(program, finish);
  addReplay(program, finish);
  addList(program, finish);
  addStart(program, finish);
  return program;
}

type Finish = (code: ExitCodeValue) => void;

function addRun(program: Command, finish: Finish): void {
  const command = program
    .command('run')
    .description('hunt for violations in targets (raft if none is named), one after the other')
    .argument('[targets...]', 'names from `list targets`')
    .option('--budget <amount>', 'for each target: 500ms, 30s, 2m, 8h, or 1000x for runs')
    .option('--runs <count>', 'so many runs for each target; alone, there is no limit of time')
    .option('--keep-going', 'go on after the first find, and count the runs that fail');
  withRunOptions(command, 'quick').action(async (targets: string[], options: RunOptions) => {
    const { runCommand } = await import('./run-command.ts');
    finish(await runCommand(targets, options));
  });
}

function addStart(program: Command, finish: Finish): void {
  const command = program
    .command('start')
    .description('see it work: a sound Raft that holds, a broken one that is explained; seed 1');
  withRunOptions(command, 'quick').action(async (options: RunOptions) => {
    const { startCommand } = await import('./start-command.ts');
    finish(await startCommand(options));
  });
}

function addReplay(program: Command, finish: Finish): void {
  const command = program
    .command('replay')
    .description('perform a saved finding again, exactly')
    .argument('<finding>', 'its id, six digits or more of it, its file or its folder')
    .option('--full', 'show all steps, however many')
    .option('--out <folder>', 'where findings are', DEFAULT_OUT);
  withOutputOptions(command).action(async (address: string, options: ReplayOptions) => {
    const { replayCommand } = await import('./replay-command.ts');
    finish(await replayCommand(address, options));
  });
}

function addList(program: Command, finish: Finish): void {
  const command = program
    .command('list')
    .description('name all targets, properties, faults and profiles')
    .argument('[topic]', 'one of these four');
  withOutputOptions(command).action(async (topic: string | undefined, options: OutputArguments) => {
    const { listCommand } = await import('./list-command.ts');
    finish(listCommand(topic, options));
  });
}

function withRunOptions(command: Command, profile: string): Command {
  command
    .option('--profile <name>', 'how much, when nothing else is said', profile)
    .option('--seed <number>', 'of all luck, decimal or 0x…; random if not given, always printed')
    .option('--nodes <sizes>', 'sizes of clusters to draw from, such as 3,5')
    .option('--faults <kinds>', 'only these, even beyond what a target promises')
    .option('--property <ids>', 'hunt for these only')
    .option('--timing <name>', 'pace: lab (400–550 ms) or paper (150–300 ms)', 'lab')
    .option('--full', 'show all steps, however many')
    .option('--out <folder>', 'where findings and logs of failed runs go', DEFAULT_OUT)
    .option('--no-progress', 'no progress on stderr');
  return withOutputOptions(command);
}

function withOutputOptions(command: Command): Command {
  return command
    .option('--json', 'one JSON object instead of text')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .option('--ascii', 'nothing beyond ASCII');
}
