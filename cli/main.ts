#!/usr/bin/env node
/** The entry: runs a command and turns whatever happens into an exit code. */
import { hearBreakdowns, tellBreakdown } from './breakdown.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { failureOf, inOneLine } from './failure.ts';
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
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      outputError: (text, write) => write(`${inOneLine(text)}\n`),
      ...(answer === null ? {} : { writeOut: (text) => answer.help(text) }),
    });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    return told(error, answer);
  }
  return code;
}

function told(error: unknown, answer: JsonAnswer | null): ExitCodeValue {
  const failure = failureOf(error);
  const { message, exitCode, stack, isTold } = failure;
  if (exitCode === ExitCode.expected) return exitCode;
  if (answer !== null && !hasPrintedJson()) answer.error(failure);
  if (stack !== null) tellBreakdown(failure);
  else if (!isTold) warn(`error: ${message}`);
  return exitCode;
}

hearOutputErrors();
process.exitCode = await main(process.argv.slice(2));
