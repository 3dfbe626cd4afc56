/** `findings`: what is done with those that campaigns have saved. */
import type { Command } from 'commander';
import { oneOf } from './choice.ts';
import type { FileIssuesOptions } from './file-issues-command.ts';
import type { FindingsOptions } from './findings-command.ts';
import { withExamples } from './help-texts.ts';
import { FINDING_ADDRESS, withOut, withOutputOptions, type Finish } from './shared-options.ts';

const ACTIONS = ['list', 'show', 'resolve', 'file-issues'] as const;

export function addFindings(program: Command, finish: Finish): void {
  const command = program
    .command('findings')
    .description('list, show or resolve findings, or make an issue on GitHub for each story')
    .argument('<action...>', `${ACTIONS.join(', ')}; for one finding, ${FINDING_ADDRESS}`)
    .option('--max <count>', 'make or open again at most so many issues', '5')
    .option('--seed <number>', 'of the campaign, for the table in the issue')
    .option('--dry-run', 'say what would be done, and change nothing');
  withOut(command, 'where findings are');
  withOutputOptions(command).action(
    async (words: string[], options: FileIssuesOptions & FindingsOptions) => {
      const [typed = '', ...addresses] = words;
      const action = oneOf('action', typed, ACTIONS);
      if (action === 'file-issues') {
        const { fileIssuesCommand } = await import('./file-issues-command.ts');
        finish(await fileIssuesCommand(options));
      } else {
        const { findingsCommand } = await import('./findings-command.ts');
        finish(await findingsCommand(action, addresses, options));
      }
    },
  );
  withExamples(command, [
    ['list', 'all that campaigns have saved: new, ongoing, resolved or regressed'],
    ['resolve 891b15d76486', 'its story is regressed if a campaign meets it again'],
    ['file-issues --dry-run', 'needs GITHUB_TOKEN and GITHUB_REPOSITORY'],
  ]);
}
