/** `findings`: what is done with all findings of a campaign at once. */
import type { Command } from 'commander';
import { Refusal } from '../adapters/refusal.ts';
import { oneOf } from './choice.ts';
import type { CollectOptions } from './collect-command.ts';
import type { ExitCodeValue } from './exit-code.ts';
import type { FileIssuesOptions } from './file-issues-command.ts';
import { withExamples } from './help-texts.ts';
import { outOption, withOutputOptions, withReporterOption } from './shared-options.ts';

const ACTIONS = ['collect', 'file-issues'] as const;

type Finish = (code: ExitCodeValue) => void;

export function addFindings(program: Command, finish: Finish): void {
  const command = program
    .command('findings')
    .description('join what several machines found, or make an issue on GitHub for each story')
    .argument('<action>', 'collect or file-issues')
    .argument('[streams...]', 'for collect: files of --reporter ndjson, each beside its findings')
    .addOption(outOption('where findings are; for collect: where they go'))
    .option('--expect-shards <count>', 'for collect: exit with 5 unless so many are there')
    .option('--max <count>', 'for file-issues: make or open again at most so many', '5')
    .option('--seed <number>', 'for file-issues: of the campaign, for the table in the issue')
    .option('--dry-run', 'for file-issues: say what would be done, and change nothing');
  withReporterOption(withOutputOptions(command)).action(
    async (action: string, files: string[], options: CollectOptions & FileIssuesOptions) => {
      if (oneOf('action', action, ACTIONS) === 'collect') {
        const { collectCommand } = await import('./collect-command.ts');
        return finish(collectCommand(files, options));
      }
      if (files.length > 0) throw new Refusal('findings file-issues takes no files: give --out');
      const { fileIssuesCommand } = await import('./file-issues-command.ts');
      finish(await fileIssuesCommand(options));
    },
  );
  withExamples(command, [
    ['collect a/run.ndjson b/run.ndjson --expect-shards 2', 'one report of two shards'],
    ['file-issues --dry-run', 'needs GITHUB_TOKEN and GITHUB_REPOSITORY'],
  ]);
}
