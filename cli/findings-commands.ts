/** `findings`: what is done with all findings of a campaign at once. */
import type { Command } from 'commander';
import { oneOf } from './choice.ts';
import type { ExitCodeValue } from './exit-code.ts';
import type { FileIssuesOptions } from './file-issues-command.ts';
import { withExamples } from './help-texts.ts';
import { outOption, withOutputOptions } from './shared-options.ts';

type Finish = (code: ExitCodeValue) => void;

export function addFindings(program: Command, finish: Finish): void {
  const command = program
    .command('findings')
    .description('make or update one issue on GitHub for each story that was found')
    .argument('<action>', 'file-issues')
    .addOption(outOption('where findings are'))
    .option('--max <count>', 'make or open again at most so many issues', '5')
    .option('--seed <number>', 'of the campaign, for the table in the issue')
    .option('--dry-run', 'say what would be done, and change nothing');
  withOutputOptions(command).action(async (action: string, options: FileIssuesOptions) => {
    oneOf('action', action, ['file-issues']);
    const { fileIssuesCommand } = await import('./file-issues-command.ts');
    finish(await fileIssuesCommand(options));
  });
  withExamples(command, [['file-issues --dry-run', 'needs GITHUB_TOKEN and GITHUB_REPOSITORY']]);
}
