/** Commands that are done with one saved finding, and their options. */
import type { Command } from 'commander';
import { placeOption } from './place-option.ts';
import { withExamples } from './help-texts.ts';
import type { PinOptions } from './pin-command.ts';
import type { PlayOptions } from './play-command.ts';
import type { ReplayOptions } from './replay-command.ts';
import type { ReportOptions } from './report-command.ts';
import {
  FINDING_ADDRESS,
  RUN_ADDRESS,
  withOut,
  REGRESSIONS,
  withTargetsOfFindings,
  withOutputOptions,
  type Finish,
} from './shared-options.ts';
import type { ShrinkOptions } from './shrink-command.ts';

const FORMAT_NAMES = 'of html, md, svg, junit, ndjson, shiviz, itf, tla, with commas';

export function addReplay(program: Command, finish: Finish): void {
  const command = program
    .command('replay')
    .description('perform a saved finding, or a run that failed, again, exactly')
    .argument('<finding>', RUN_ADDRESS)
    .option('--open', 'write its page, and show it in a browser')
    .option('--full', 'show all steps, however many');
  withOut(command, 'where findings are');
  withTargetsOfFindings(withOutputOptions(command)).action(
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

export function addPlay(program: Command, finish: Finish): void {
  const command = program
    .command('play')
    .description('make the decisions yourself, in a page: what may happen next, and what it breaks')
    .argument('[what]', 'a finding, a log of a failed run, a saved schedule, or a target')
    .option('--nodes <count>', 'size of the cluster, for a target')
    .option('--no-open', 'print the address, and open no browser');
  withOut(command, 'where findings are');
  withTargetsOfFindings(withOutputOptions(command)).action(
    async (what: string | undefined, options: PlayOptions) => {
      const { playCommand } = await import('./play-command.ts');
      finish(await playCommand(what, options));
    },
  );
  withExamples(command, [
    ['half-is-a-quorum --nodes 2', 'a known defect, from the first boot on'],
    ['6c9f33', 'the run of a finding, to be gone on with or left at any step'],
  ]);
}

export function addReport(program: Command, finish: Finish): void {
  const command = program
    .command('report')
    .description('render a finding, the log of a failed run, or the stream of a run, as files')
    .argument('<what>', `a finding: ${FINDING_ADDRESS}; or a log, a stream, or the folder of one`)
    .option('--format <names>', FORMAT_NAMES, 'md')
    .option('--chance <runs>', 'of a page: random runs after each step, for the chance to break')
    .option('--playable', 'also a page with the engine in it, to play the run on')
    .addOption(
      placeOption('--out <folder>', 'where it goes, or where the finding is; else .whitewater'),
    );
  withTargetsOfFindings(withOutputOptions(command)).action(
    async (address: string, options: ReportOptions) => {
      const { reportCommand } = await import('./report-command.ts');
      finish(await reportCommand(address, options));
    },
  );
  withExamples(command, [
    ['6c9f33 --format md,svg', 'for an issue, with a diagram beside it'],
    ['failed-1-83da815dfa92.ndjson', 'the log of a run that failed, from .whitewater/runs/'],
    ['pages --format html', 'all that `run --reporter html=pages` has judged, once more'],
  ]);
}

export function addShrink(program: Command, finish: Finish): void {
  const command = program
    .command('shrink')
    .description('make a finding or a run that failed smaller, or prove that it cannot be')
    .argument('<finding>', RUN_ADDRESS)
    .option('--shrink-budget <amount>', 'a time such as 30s, or 5000x for runs')
    .option('--full', 'show all steps, however many');
  withOut(command, 'where findings are, and where a smaller one goes');
  withTargetsOfFindings(withOutputOptions(command)).action(
    async (address: string, options: ShrinkOptions) => {
      const { shrinkCommand } = await import('./shrink-command.ts');
      finish(await shrinkCommand(address, options));
    },
  );
  withExamples(command, [
    ['6c9f33 --shrink-budget 2m', 'try for two minutes'],
    ['failed-1-83da815dfa92.ndjson', 'make a finding of a run that failed, from its log'],
  ]);
}

export function addPin(program: Command, finish: Finish): void {
  const command = program
    .command('pin')
    .description('keep a saved finding as a regression, for `check` and for the tests')
    .argument('<finding>', FINDING_ADDRESS)
    .option('--expect <fate>', 'violated (still a bug) or held (must be mended)')
    .option('--as-test', 'in a checkout of whitewater: also write a test for ava, as code')
    .addOption(
      placeOption('--test-folder <folder>', 'where that test goes').default('test/regressions'),
    )
    .addOption(placeOption('--corpus <folder>', 'where pinned findings go').default(REGRESSIONS));
  withOut(command, 'where findings are');
  withTargetsOfFindings(withOutputOptions(command)).action(
    async (address: string, options: PinOptions) => {
      const { pinCommand } = await import('./pin-command.ts');
      finish(await pinCommand(address, options));
    },
  );
  withExamples(command, [['6c9f33 --expect held', 'from now on, `check` fails while it breaks']]);
}
