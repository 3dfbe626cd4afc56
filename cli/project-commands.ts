/** The commands for the project of a user, and their options. */
import type { Command } from 'commander';
import type { ExitCodeValue } from './exit-code.ts';
import { withExamples } from './help-texts.ts';
import type { InitOptions } from './init-command.ts';
import { withTypedOutputOptions } from './shared-options.ts';
import type { OutputArguments } from './terminal.ts';

type Finish = (code: ExitCodeValue) => void;

export function addInit(program: Command, finish: Finish): void {
  const command = program
    .command('init')
    .description('write a first test, a nightly workflow and settings into this project')
    .option('--runner <name>', 'node, ava, vitest or jest; default: the one of this project')
    .option('--language <name>', 'typescript or javascript; default: what the project can run')
    .option('--only <parts>', 'of test, workflow, corpus, config, with commas; default: all');
  withTypedOutputOptions(command).action(async (options: InitOptions) => {
    const { initCommand } = await import('./init-command.ts');
    finish(initCommand(options));
  });
  withExamples(command, [
    ['', 'write all of them; a file that is there already is never overwritten'],
    ['--only workflow', 'write the workflow alone'],
  ]);
}

export function addDoctor(program: Command, finish: Finish): void {
  const command = program
    .command('doctor')
    .description('say what this project lacks for tests and nightly hunts, and how to mend it');
  withTypedOutputOptions(command).action(async (options: OutputArguments) => {
    const { doctorCommand } = await import('./doctor-command.ts');
    finish(await doctorCommand(options));
  });
  withExamples(command, [['', 'one line for each thing; exit code 5 if any is missing']]);
}
