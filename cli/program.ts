/** The commands and their options. What they do is loaded only when it is asked for. */
import { Command, Option } from 'commander';
import { Refusal } from '../adapters/refusal.ts';
import { objectionTo } from '../campaign/findings/place.ts';
import { BOUNDS_LIMITS, DEFAULT_BOUNDS } from '../search/exploring/bounds.ts';
import type { ExitCodeValue } from './exit-code.ts';
import type { CanaryOptions } from './canary-command.ts';
import type { CheckOptions } from './check-command.ts';
import { quoted } from './choice.ts';
import type { ExploreOptions } from './explore-command.ts';
import { DEFAULT_OUT } from './invocation.ts';
import type { PinOptions } from './pin-command.ts';
import type { ReplayOptions } from './replay-command.ts';
import type { RunOptions } from './run-command.ts';
import type { ShrinkOptions } from './shrink-command.ts';
import type { OutputArguments } from './terminal.ts';

const EXIT_CODES = `
Exit codes:
  0  as expected: sound targets held, broken ones broke
  1  a property broke that should have held, or the target threw
  2  the arguments or files cannot be used
  3  the same run went another way
  4  whitewater itself broke down
  5  nothing was proved: an expected violation was not found, nothing was run, a limit was hit
  130  Ctrl-C, after the report of what was found until then; 143 after SIGTERM`;

/** `finish` receives the exit code of the command that ran. */
export function programFor(finish: (code: ExitCodeValue) => void): Command {
  const program = new Command('whitewater')
    .description(
      'Takes Raft implementations through faults, and explains the smallest run that breaks them.',
    )
    .addHelpText('after', EXIT_CODES)
    .helpCommand(false);
  addRun(program, finish);
  addExplore(program, finish);
  addReplay(program, finish);
  addShrink(program, finish);
  addPin(program, finish);
  addCheck(program, finish);
  addCanary(program, finish);
  addList(program, finish);
  addStart(program, finish);
  return program;
}

const FINDING_ADDRESS = 'its id, six digits or more of it, its file or its folder';

/** Under version control, and part of the tests. */
const REGRESSIONS = 'corpus/regressions';

type Finish = (code: ExitCodeValue) => void;

function addRun(program: Command, finish: Finish): void {
  const command = program
    .command('run')
    .description('hunt for violations in targets (raft if none is named), one after the other')
    .argument('[targets...]', 'names from `list targets`, or paths of modules that export one')
    .option('--budget <amount>', 'for each target: 500ms, 30s, 2m, 8h, or 1000x for runs')
    .option('--runs <count>', 'so many runs for each target; alone, there is no limit of time')
    .option('--keep-going', 'go on after the first find, and count the runs that fail');
  withExecOptions(withRunOptions(command, 'quick')).action(
    async (targets: string[], options: RunOptions) => {
      const { runCommand } = await import('./run-command.ts');
      finish(await runCommand(targets, options));
    },
  );
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

function addExplore(program: Command, finish: Finish): void {
  const { nodes, maxDecisions, maxStates } = DEFAULT_BOUNDS;
  const command = program
    .command('explore')
    .description(
      'try all runs within bounds, shortest first, without a clock: a shortest violation, or a ' +
        'proof that there is none',
    )
    .argument('[target]', 'a name from `list targets`, or the path of a module that exports one')
    .option('--nodes <count>', `size of the cluster, 1 to ${BOUNDS_LIMITS.nodes}`, `${nodes}`)
    .option(
      '--max-decisions <count>',
      'longest runs to try: timers, messages, crashes',
      `${maxDecisions}`,
    )
    .option('--max-term <term>', 'leave out what happens in higher terms')
    .option('--faults <kinds>', 'of duplicate, crash, crashWithin, or none; all that is promised')
    .option('--max-states <count>', 'stop after so many, about 100 bytes each', `${maxStates}`)
    .option('--property <ids>', 'judge these only; safety, for nothing here is owed in time')
    .option('--timing <name>', 'pace that nodes are told: lab or paper', 'lab')
    .option('--budget <time>', 'stop after 500ms, 30s, 2m, 8h')
    .option('--full', 'show all steps, however many')
    .addOption(placeOption('--out <folder>', 'where findings go').default(DEFAULT_OUT))
    .option('--no-progress', 'no progress on stderr');
  withExecOptions(withOutputOptions(command)).action(
    async (target: string | undefined, options: ExploreOptions) => {
      const { exploreCommand } = await import('./explore-command.ts');
      const areNodesTyped = command.getOptionValueSource('nodes') === 'cli';
      finish(await exploreCommand(target, { ...options, areNodesTyped }));
    },
  );
}

function addReplay(program: Command, finish: Finish): void {
  const command = program
    .command('replay')
    .description('perform a saved finding again, exactly')
    .argument('<finding>', FINDING_ADDRESS)
    .option('--full', 'show all steps, however many')
    .addOption(placeOption('--out <folder>', 'where findings are').default(DEFAULT_OUT));
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: ReplayOptions) => {
      const { replayCommand } = await import('./replay-command.ts');
      finish(await replayCommand(address, options));
    },
  );
}

function addShrink(program: Command, finish: Finish): void {
  const command = program
    .command('shrink')
    .description('make a saved finding smaller still, or prove that it cannot be')
    .argument('<finding>', FINDING_ADDRESS)
    .option('--shrink-budget <amount>', 'a time such as 30s, or 5000x for runs')
    .option('--full', 'show all steps, however many')
    .addOption(
      placeOption('--out <folder>', 'where findings are, and where a smaller one goes').default(
        DEFAULT_OUT,
      ),
    );
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: ShrinkOptions) => {
      const { shrinkCommand } = await import('./shrink-command.ts');
      finish(await shrinkCommand(address, options));
    },
  );
}

function addPin(program: Command, finish: Finish): void {
  const command = program
    .command('pin')
    .description('keep a saved finding as a regression, for `check` and for the tests')
    .argument('<finding>', FINDING_ADDRESS)
    .option('--expect <fate>', 'violated (it is a bug still) or held (it must be mended)')
    .option('--as-test', 'write it as a test of ava too, with its decisions as code')
    .addOption(
      placeOption('--test-folder <folder>', 'where that test goes').default('test/regressions'),
    )
    .addOption(placeOption('--corpus <folder>', 'where pinned findings go').default(REGRESSIONS))
    .addOption(placeOption('--out <folder>', 'where findings are').default(DEFAULT_OUT));
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: PinOptions) => {
      const { pinCommand } = await import('./pin-command.ts');
      finish(await pinCommand(address, options));
    },
  );
}

function addCheck(program: Command, finish: Finish): void {
  const command = program
    .command('check')
    .description('perform all pinned findings; each must break or hold as expected of it')
    .argument('[folder]', 'where they are', REGRESSIONS);
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (folder: string, options: CheckOptions) => {
      const { checkCommand } = await import('./check-command.ts');
      finish(await checkCommand(folder, options));
    },
  );
}

function addCanary(program: Command, finish: Finish): void {
  const command = program
    .command('canary')
    .description('hunt for every known defect: all must be found, and the controls left alone')
    .argument('[ids...]', 'mutants and controls; all if none is named')
    .option('--seed <number>', 'of all luck', '1')
    .option('--runs <count>', 'timed runs per mutant; ten times as many adversarial ones', '20000')
    .addOption(placeOption('--page <file>', 'also write the page about the catalogue, as Markdown'))
    .option('--no-progress', 'no progress on stderr');
  withOutputOptions(command).action(async (ids: string[], options: CanaryOptions) => {
    const { canaryCommand } = await import('./canary-command.ts');
    finish(await canaryCommand(ids, options));
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
    .option('--engine <names>', 'timed, adversarial; both if not said')
    .option('--max-findings <count>', 'end with so many, each of another property')
    .option('--shrink-budget <amount>', 'for each find: a time such as 30s, or 5000x for runs')
    .option('--timing <name>', 'pace: lab (400–550 ms) or paper (150–300 ms)', 'lab')
    .option('--full', 'show all steps, however many')
    .addOption(
      placeOption('--out <folder>', 'where findings and logs of failed runs go').default(
        DEFAULT_OUT,
      ),
    )
    .option('--no-progress', 'no progress on stderr');
  return withOutputOptions(command);
}

/** For what is done with findings: their target may be the user's. */
function withExternalTargetOptions(command: Command): Command {
  const several = (file: string, before: readonly string[] = []): readonly string[] => [
    ...before,
    file,
  ];
  command.option('--target <file>', 'the module that exports the target; once for each', several);
  return withExecOptions(command);
}

function withExecOptions(command: Command): Command {
  return command
    .option('--exec <command>', 'a target that is a program: see docs/STEP-PROTOCOL.md')
    .option('--answer-within <time>', 'how long it may take for a step; 1s if not said')
    .addOption(placeOption('--transcript <file>', 'add every line to and from it to a file'))
    .option('--step-limit <time>', 'how long a step of other code may take (default: 5s)');
}

/** Where something is to be written: refused before anything is done, if nothing ever can be. */
function placeOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((path: string): string => {
    const objection = objectionTo(path);
    if (objection === null) return path;
    throw new Refusal(`${option.long ?? flags} ${quoted(path)} ${objection}`);
  });
}

function withOutputOptions(command: Command): Command {
  return command
    .option('--json', 'one JSON object instead of text')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .option('--ascii', 'nothing beyond ASCII');
}
