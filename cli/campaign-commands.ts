/** `merge` and `corpus`, and their options. */
import type { Command } from 'commander';
import { oneOf } from './choice.ts';
import type { CorpusOptions } from './corpus-command.ts';
import { withExamples } from './help-texts.ts';
import type { MergeOptions } from './merge-command.ts';
import { placeOption } from './place-option.ts';
import {
  withOut,
  withExternalTargetOptions,
  withOutputOptions,
  withReporterOption,
  type Finish,
} from './shared-options.ts';

/** What `corpus` can do. */
const CORPUS_ACTIONS = ['stats', 'minimize'] as const;

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

export function addCorpus(program: Command, finish: Finish): void {
  const command = program
    .command('corpus')
    .description('count kept runs, or keep fewer that show the same states')
    .argument('<action...>', `${CORPUS_ACTIONS.join(' or ')}; then folders of kept runs`)
    .addOption(placeOption('--out <folder>', 'where the fewer go; default: the first folder'));
  withOutputOptions(command).action(async (words: string[], options: CorpusOptions) => {
    const [typed = '', ...folders] = words;
    const action = oneOf('action', typed, CORPUS_ACTIONS);
    const { corpusCommand } = await import('./corpus-command.ts');
    finish(await corpusCommand(action, folders, options));
  });
  withExamples(command, [
    ['stats .whitewater/corpus', 'runs and abstract states, by target and engine'],
    ['minimize shards/*/corpus --out corpus', 'all that the shards of a campaign have kept'],
  ]);
}
