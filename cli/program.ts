/** The commands and their options. What they do is loaded only when it is asked for. */
import { Command } from 'commander';
import { BOUNDS_LIMITS, DEFAULT_BOUNDS } from '../search/exploring/bounds.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { CanaryOptions } from './canary-command.ts';
import type { CheckOptions } from './check-command.ts';
import { oneOf } from './choice.ts';
import type { ExploreOptions } from './explore-command.ts';
import { addFindings } from './findings-commands.ts';
import { GROUP_NAMES } from '../library/near-names.ts';
import { EXIT_CODES, WHERE_TO_LOOK, withExamples } from './help-texts.ts';
import { refuseMisuse } from './misuse.ts';
import type { MergeOptions } from './merge-command.ts';
import type { PinOptions } from './pin-command.ts';
import { addPlay } from './add-play.ts';
import { addDoctor, addInit } from './project-commands.ts';
import type { ReplayOptions } from './replay-command.ts';
import type { ReportOptions } from './report-command.ts';
import type { RunOptions } from './run-command.ts';
import type { ShrinkOptions } from './shrink-command.ts';
import {
  outOption,
  placeOption,
  withExecOptions,
  withExternalTargetOptions,
  withOutputOptions,
  withReporterOption,
  withRunOptions,
} from './shared-options.ts';
import type { OutputArguments } from './terminal.ts';
import { versionHere } from './version.ts';

/** `finish` receives the exit code of the command that ran. */
export function programFor(finish: (code: ExitCodeValue) => void): Command {
  const program = new Command('whitewater')
    .description(
      'Takes Raft implementations through faults, and explains the smallest run that breaks them.',
    )
    .version(versionHere(), '-V, --version', 'show the version')
    .addHelpText('after', `${WHERE_TO_LOOK}\n${EXIT_CODES}`)
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false);
  addRun(program, finish);
  addExplore(program, finish);
  addReplay(program, finish);
  addPlay(program, finish);
  addReport(program, finish);
  addShrink(program, finish);
  addPin(program, finish);
  addCheck(program, finish);
  addCanary(program, finish);
  addList(program, finish);
  addMerge(program, finish);
  addStart(program, finish);
  addInit(program, finish);
  addDoctor(program, finish);
  addFindings(program, finish);
  addHelp(program, finish);
  refuseMisuse(program);
  return program;
}

const FINDING_ADDRESS = 'its id, six digits or more of it, its file or its folder';

/** Under version control, and part of the tests. */
const REGRESSIONS = 'corpus/regressions';

type Finish = (code: ExitCodeValue) => void;

function addRun(program: Command, finish: Finish): void {
  const command = program
    .command('run')
    .description('hunt for violations in one target after the other; in raft if none is named')
    .argument('[targets...]', 'names (`list targets`), or paths of modules that export a target')
    .option('--budget <amount>', 'of each target: 500ms, 30s, 2m, 8h, or 1000x for runs')
    .option('--runs <count>', 'timed runs of each target; without --budget, time has no limit')
    .option('--shard <i/n>', 'perform one part of the campaign, such as 1/8; `merge` joins them')
    .addOption(placeOption('--blob <file>', 'write what the campaign came to, for `merge`'))
    .option('--resume', 'keep the campaign in --out, and go on with it if it was interrupted')
    .option('--keep-going', 'do not stop at the first finding, and count the runs that fail');
  withExecOptions(withReporterOption(withRunOptions(command, 'quick'))).action(
    async (targets: string[], options: RunOptions) => {
      const { runCommand } = await import('./run-command.ts');
      finish(await runCommand(targets, options));
    },
  );
  withExamples(command, [
    ['raft --runs 50', 'fifty timed runs, and ten times as many adversarial ones'],
    ['votes-without-memory --seed 1', 'find and explain a known defect, with a fixed seed'],
    ['./my-election.js --faults crash,rejoin', 'hunt in a target of your own with these faults'],
  ]);
}

function addMerge(program: Command, finish: Finish): void {
  const command = program
    .command('merge')
    .description('join the shards of a campaign: one report, and one exit code')
    .argument('<blobs...>', 'files that `run --shard i/n --blob <file>` wrote, in any order')
    .option('--expect-shards <count>', 'how many there must be; default: as many as they say')
    .option('--full', 'show all steps, however many')
    .addOption(outOption('where findings go'));
  withReporterOption(withExternalTargetOptions(withOutputOptions(command))).action(
    async (blobs: string[], options: MergeOptions) => {
      const { mergeCommand } = await import('./merge-command.ts');
      finish(await mergeCommand(blobs, options));
    },
  );
  withExamples(command, [
    ['shards/*.blob --expect-shards 8', 'exit code 5 if one of the eight is missing'],
  ]);
}

function addStart(program: Command, finish: Finish): void {
  const command = program
    .command('start')
    .description('see it work: a sound Raft that holds, and a broken one that is explained');
  withRunOptions(command, 'quick').action(async (options: RunOptions) => {
    const { startCommand } = await import('./start-command.ts');
    finish(await startCommand(options));
  });
  withExamples(command, [['--ascii', 'for a terminal that shows only ASCII']]);
}

function addExplore(program: Command, finish: Finish): void {
  const { nodes, maxDecisions, maxStates } = DEFAULT_BOUNDS;
  const command = program
    .command('explore')
    .description(
      'try all runs within bounds, shortest first, without a clock: it finds a shortest ' +
        'violation, or proves that there is none',
    )
    .argument('[target]', 'a name (`list targets`), or the path of a module that exports a target')
    .option('--nodes <count>', `size of the cluster, 1 to ${BOUNDS_LIMITS.nodes}`, `${nodes}`)
    .option('--max-decisions <count>', 'length of the longest runs to try', `${maxDecisions}`)
    .option('--max-term <term>', 'leave out what happens in higher terms')
    .option('--faults <kinds>', 'of duplicate, crash, crashWithin; or none; default: all promised')
    .option('--max-states <count>', 'stop after so many; each takes 100 bytes', `${maxStates}`)
    .option('--property <ids>', 'judge only these; of safety, for a search has no clock')
    .option('--timing <name>', 'election timeouts that nodes are told: lab or paper', 'lab')
    .option('--budget <time>', 'stop after 500ms, 30s, 2m, 8h')
    .option('--full', 'show all steps, however many')
    .addOption(outOption('where findings go'))
    .option('--no-progress', 'show no progress on stderr');
  withExecOptions(withReporterOption(withOutputOptions(command))).action(
    async (target: string | undefined, options: ExploreOptions) => {
      const { exploreCommand } = await import('./explore-command.ts');
      const areNodesTyped = command.getOptionValueSource('nodes') === 'cli';
      finish(await exploreCommand(target, { ...options, areNodesTyped }));
    },
  );
  withExamples(command, [
    ['raft --max-term 2 --max-decisions 9', 'prove that no run of nine decisions breaks it'],
    ['half-is-a-quorum --nodes 2', 'find a shortest run that breaks it'],
  ]);
}

function addReplay(program: Command, finish: Finish): void {
  const command = program
    .command('replay')
    .description('perform a saved finding again, exactly')
    .argument('<finding>', FINDING_ADDRESS)
    .option('--open', 'write its page, and show it in a browser')
    .option('--full', 'show all steps, however many')
    .addOption(outOption('where findings are'));
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: ReplayOptions) => {
      const { replayCommand } = await import('./replay-command.ts');
      finish(await replayCommand(address, options));
    },
  );
  withExamples(command, [
    ['6c9f33', 'the finding whose id begins so, in .whitewater'],
    ['6c9f33 --target ./my-election.js', 'one of a target of your own'],
  ]);
}

function addReport(program: Command, finish: Finish): void {
  const command = program
    .command('report')
    .description('render a saved finding, or the log of a failed run, for people and programs')
    .argument('<finding>', `${FINDING_ADDRESS}; or the log of a failed run`)
    .option('--format <names>', 'of html, md, svg, junit, ndjson, shiviz, itf, with commas', 'md')
    .option('--playable', 'also a page with the engine in it, to play the run on')
    .addOption(placeOption('--out <folder>', 'where it goes; .whitewater/reports/… if not said'));
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: ReportOptions) => {
      const { reportCommand } = await import('./report-command.ts');
      finish(await reportCommand(address, options));
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
    .addOption(outOption('where findings are, and where a smaller one goes'));
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: ShrinkOptions) => {
      const { shrinkCommand } = await import('./shrink-command.ts');
      finish(await shrinkCommand(address, options));
    },
  );
  withExamples(command, [['6c9f33 --shrink-budget 2m', 'try for two minutes']]);
}

function addPin(program: Command, finish: Finish): void {
  const command = program
    .command('pin')
    .description('keep a saved finding as a regression, for `check` and for the tests')
    .argument('<finding>', FINDING_ADDRESS)
    .option('--expect <fate>', 'violated (still a bug) or held (must be mended)')
    .option('--as-test', 'also write a test for ava, with the decisions as code')
    .addOption(
      placeOption('--test-folder <folder>', 'where that test goes').default('test/regressions'),
    )
    .addOption(placeOption('--corpus <folder>', 'where pinned findings go').default(REGRESSIONS))
    .addOption(outOption('where findings are'));
  withExternalTargetOptions(withOutputOptions(command)).action(
    async (address: string, options: PinOptions) => {
      const { pinCommand } = await import('./pin-command.ts');
      finish(await pinCommand(address, options));
    },
  );
  withExamples(command, [['6c9f33 --expect held', 'from now on, `check` fails while it breaks']]);
}

function addCheck(program: Command, finish: Finish): void {
  const command = program
    .command('check')
    .description('perform all pinned findings; each must break or hold as it was pinned')
    .argument('[folder]', 'where they are', REGRESSIONS);
  withExternalTargetOptions(withReporterOption(withOutputOptions(command))).action(
    async (folder: string, options: CheckOptions) => {
      const { checkCommand } = await import('./check-command.ts');
      finish(await checkCommand(folder, options));
    },
  );
  withExamples(command, [['', `all in ${REGRESSIONS}`]]);
}

function addCanary(program: Command, finish: Finish): void {
  const command = program
    .command('canary')
    .description('hunt for every known defect: each must be found, and nothing in the controls')
    .argument('[ids...]', 'names (`list mutants`, `list controls`); all if none is named')
    .option('--seed <number>', 'of all random draws', '1')
    .option('--runs <count>', 'timed runs of each; ten times as many adversarial ones', '20000')
    .addOption(placeOption('--page <file>', 'also write a page about all of them, in Markdown'))
    .option('--no-progress', 'show no progress on stderr');
  withReporterOption(withOutputOptions(command)).action(
    async (ids: string[], options: CanaryOptions) => {
      const { canaryCommand } = await import('./canary-command.ts');
      finish(await canaryCommand(ids, options));
    },
  );
  withExamples(command, [['half-is-a-quorum', 'hunt for this one alone']]);
}

function addList(program: Command, finish: Finish): void {
  const command = program
    .command('list')
    .description('say what there is, or name all targets, properties, faults … of one group')
    .argument('[group]', GROUP_NAMES.join(', '));
  withOutputOptions(command).action(async (group: string | undefined, options: OutputArguments) => {
    const { listCommand } = await import('./list-command.ts');
    finish(listCommand(group, options));
  });
  withExamples(command, [
    ['', 'the groups, and how many names are in each'],
    ['properties', 'all that is judged, with the sentence that each stands for'],
  ]);
}

function addHelp(program: Command, finish: Finish): void {
  const command = program
    .command('help')
    .description('show how the program or one of its commands is used')
    .argument('[command]', 'its name')
    .option('--json', 'print one JSON object instead of text')
    .action((name: string | undefined) => {
      const names = program.commands.map((one) => one.name());
      const wanted = name === undefined ? null : oneOf('command', name, names);
      const shown = program.commands.find((one) => one.name() === wanted) ?? program;
      shown.outputHelp();
      finish(ExitCode.expected);
    });
  withExamples(command, [['run', 'the options of `run`, with examples']]);
}
