/** Commands about what campaigns leave behind, and their options. */
import type { Command } from 'commander';
import type { FindingsOptions } from './findings-command.ts';
import { withExamples } from './help-texts.ts';
import type { MergeOptions } from './merge-command.ts';
import {
  FINDING_ADDRESS,
  outOption,
  withExternalTargetOptions,
  withOutputOptions,
  withReporterOption,
  type Finish,
} from './shared-options.ts';

export function addMerge(program: Command, finish: Finish): void {
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

export function addFindings(program: Command, finish: Finish): void {
  const command = program
    .command('findings')
    .description('list saved findings with what became of them, show one, or say that it is mended')
    .argument('<action>', 'list, show or resolve')
    .argument('[finding]', FINDING_ADDRESS)
    .addOption(outOption('where findings are'));
  withOutputOptions(command).action(
    async (action: string, address: string | undefined, options: FindingsOptions) => {
      const { findingsCommand } = await import('./findings-command.ts');
      finish(await findingsCommand(action, address, options));
    },
  );
  withExamples(command, [
    ['list', 'all that campaigns have saved: new, ongoing, resolved or regressed'],
    ['resolve 891b15d76486', 'its story is regressed if it is met again'],
  ]);
}
