/** `run` and `start`, and their options. */
import type { Command } from 'commander';
import { addSettings } from './configuration/add-setting.ts';
import type { SettingName } from './configuration/settings.ts';
import { ExitCode } from './exit-code.ts';
import { withExamples } from './help-texts.ts';
import type { RunOptions } from './run-command.ts';
import { withRunOptions, withTypedRunOptions, type Finish } from './shared-options.ts';

/** What `run` alone has. */
const OF_CAMPAIGNS: readonly SettingName[] = [
  ...(['targets', 'budget', 'runs', 'keepGoing', 'shard', 'blob', 'resume', 'corpus'] as const),
  ...(['minCoverage', 'regressions', 'canaries'] as const),
  ...(['reporter', 'exec', 'answerWithin', 'transcript', 'stepLimit'] as const),
];

interface Configured {
  readonly targets?: readonly string[];
  readonly printConfig?: boolean;
}

export function addRun(program: Command, finish: Finish): void {
  const command = program
    .command('run')
    .description('hunt for violations in all targets that are named; in raft if none is')
    .argument('[targets...]', 'names (`list targets`), or paths of modules that export a target');
  withRunOptions(addSettings(command, OF_CAMPAIGNS))
    .option('--print-config', 'print the settings that hold and where they come from, as JSON')
    .action(async (typed: string[], options: RunOptions & Configured) => {
      if (options.printConfig === true) {
        const { printConfiguration } = await import('./configuration/print.ts');
        printConfiguration(command, typed);
        return finish(ExitCode.expected);
      }
      const { runCommand } = await import('./run-command.ts');
      const names = typed.length > 0 ? typed : (options.targets ?? []);
      finish(await runCommand(names, options));
    });
  withExamples(command, [
    ['raft --runs 50', 'fifty timed runs, and ten times as many adversarial ones'],
    ['raft raft-live --budget 10m', 'ten minutes for both of them together'],
    ['raft --reporter junit=junit.xml', 'also write what a CI reads: docs/REPORTS.md'],
    ['votes-without-memory --seed 1', 'find and explain a known defect, with a fixed seed'],
    ['./my-election.js --faults crash,rejoin', 'hunt in a target of your own with these faults'],
  ]);
}

export function addStart(program: Command, finish: Finish): void {
  const command = program
    .command('start')
    .description('see it work: a sound Raft that holds, and a broken one that is explained');
  withTypedRunOptions(command).action(async (options: RunOptions) => {
    const { startCommand } = await import('./start-command.ts');
    finish(await startCommand(options));
  });
  withExamples(command, [['--ascii', 'for a terminal that shows only ASCII']]);
}
