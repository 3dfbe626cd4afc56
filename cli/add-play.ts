/** The options of `play`, as commander reads them. */
import type { Command } from 'commander';
import type { ExitCodeValue } from './exit-code.ts';
import { withExamples } from './help-texts.ts';
import type { PlayOptions } from './play-command.ts';
import { outOption, withExternalTargetOptions, withOutputOptions } from './shared-options.ts';

export function addPlay(program: Command, finish: (code: ExitCodeValue) => void): void {
  const command = program
    .command('play')
    .description('make the decisions yourself, in a page: what may happen next, and what it breaks')
    .argument('[what]', 'a finding, a saved schedule, the name of a target, or the path of one')
    .option('--nodes <count>', 'size of the cluster, for a target')
    .option('--no-open', 'print the address, and open no browser')
    .addOption(outOption('where findings are'));
  withExternalTargetOptions(withOutputOptions(command)).action(
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
