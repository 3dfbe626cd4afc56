/** The commands and their options. What they do is loaded only when it is asked for. */
import { Command } from 'commander';
import { BOUNDS_LIMITS, DEFAULT_BOUNDS } from '../search/exploring/bounds.ts';
import { addSettings } from './configuration/add-setting.ts';
import { applyConfiguration } from './configuration/apply.ts';
import { SEARCH_WORKERS, USUAL_WORKERS } from './configuration/settings.ts';
import { placeOption } from './place-option.ts';
import { addRun, addStart } from './hunt-commands.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { addCorpus, addMerge } from './campaign-commands.ts';
import type { CanaryOptions } from './canary-command.ts';
import type { CheckOptions } from './check-command.ts';
import { oneOf } from './choice.ts';
import { addPin, addPlay, addReplay, addReport, addShrink } from './saved-finding-commands.ts';
import type { ExploreOptions } from './explore-command.ts';
import { addFleet } from './fleet-command.ts';
import { addFindings } from './findings-commands.ts';
import { GROUP_NAMES } from '../library/near-names.ts';
import { EXIT_CODES, WHERE_TO_LOOK, withExamples } from './help-texts.ts';
import { refuseMisuse } from './misuse.ts';
import { addDoctor, addInit } from './project-commands.ts';
import {
  withOut,
  REGRESSIONS,
  withExecOptions,
  withTargetsOfFindings,
  withOutputOptions,
  withReporterOption,
  type Finish,
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
  addCorpus(program, finish);
  addFleet(program, finish);
  addStart(program, finish);
  addInit(program, finish);
  addDoctor(program, finish);
  addFindings(program, finish);
  addHelp(program, finish);
  refuseMisuse(program);
  program.hook('preAction', (_program, command) => applyConfiguration(command));
  return program;
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
    .option('--dead-end-effort <count>', 'deliveries to try for ways out of dead ends')
    .option('--timing <name>', 'election timeouts that nodes are told: lab or paper', 'lab')
    .option('--budget <time>', 'stop after 500ms, 30s, 2m, 8h')
    .option('--memory <size>', 'stop at the last whole depth within so much, such as 500MB or 4GB')
    // On two cores, two threads were not faster than one, and took twice the memory.
    .option('--workers <number>', 'threads, or a share of the cores such as 50%', SEARCH_WORKERS)
    .option('--full', 'show all steps, however many');
  addSettings(withOut(command, 'where findings go'), ['progress']);
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

function addCheck(program: Command, finish: Finish): void {
  const command = program
    .command('check')
    .description('perform all pinned findings; each must break or hold as it was pinned')
    .argument('[folder]', 'where they are', REGRESSIONS);
  withTargetsOfFindings(withReporterOption(withOutputOptions(command))).action(
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
    .option('--workers <number>', 'threads, or a share of the cores such as 50%', USUAL_WORKERS)
    .addOption(placeOption('--page <file>', 'also write a page about all of them, in Markdown'));
  addSettings(command, ['progress']);
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
