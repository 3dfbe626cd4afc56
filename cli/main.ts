#!/usr/bin/env node
/** The entry: runs a command and turns whatever happens into an exit code. */
import { CommanderError } from 'commander';
import { hearBreakdowns, tellBreakdown } from './breakdown.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { failureOf } from './failure.ts';
import { JsonAnswer } from './json-answer.ts';
import { hearOutputErrors } from './output-errors.ts';
import { programFor } from './program.ts';
import { hasPrintedJson, warn } from './terminal.ts';

async function main(words: readonly string[]): Promise<ExitCodeValue> {
  let code: ExitCodeValue = ExitCode.usage;
  const program = programFor((reached) => {
    code = reached;
  });
  const names = program.commands.map((command) => command.name());
  const answer = JsonAnswer.askedFor(words, names);
  process.on('exit', (exitCode) => answer?.end(exitCode));
  hearBreakdowns(answer);
  if (answer !== null) {
    for (const command of [program, ...program.commands]) {
      command.configureOutput({ writeOut: (text) => answer.hear(text) });
    }
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    return told(error, answer);
  }
  answer?.tellHeard('help');
  return code;
}

function told(error: unknown, answer: JsonAnswer | null): ExitCodeValue {
  const failure = failureOf(error);
  const { exitCode, stack, isTold, lines } = failure;
  const isVersion = error instanceof CommanderError && error.code === 'commander.version';
  answer?.tellHeard(isVersion ? 'version' : 'help');
  if (exitCode === ExitCode.expected) return exitCode;
  if (answer !== null && !hasPrintedJson()) answer.error(failure);
  if (stack !== null) tellBreakdown(failure);
  else if (!isTold) for (const line of lines) warn(`error: ${line}`);
  return exitCode;
}

hearOutputErrors();
process.exitCode = await main(process.argv.slice(2));
