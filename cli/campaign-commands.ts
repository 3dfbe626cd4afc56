/** `merge`, and its options. */
import type { Command } from 'commander';
import { withExamples } from './help-texts.ts';
import type { MergeOptions } from './merge-command.ts';
import {
  withOut,
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
    .option('--full', 'show all steps, however many');
  withOut(command, 'where findings go');
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
