#!/usr/bin/env node
/** The entry: runs a command and turns whatever happens into an exit code. */
import { CommanderError } from 'commander';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { programFor } from './program.ts';

/** Problems with arguments are one line; commander's help for them may take several. */
function inOneLine(text: string): string {
  return `${text.trim().replace(/\s*\n\s*/g, ' ')}\n`;
}

async function main(words: readonly string[]): Promise<ExitCodeValue> {
  let code: ExitCodeValue = ExitCode.usage;
  const program = programFor((reached) => {
    code = reached;
  });
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ outputError: (text, write) => write(inOneLine(text)) });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    return codeOf(error);
  }
  return code;
}

/** Nothing broke down: the message says what to do. */
const USERS_TO_MEND: readonly string[] = ['Refusal', 'CannotRun'];

function codeOf(error: unknown): ExitCodeValue {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? ExitCode.expected : ExitCode.usage;
  }
  if (error instanceof Error && USERS_TO_MEND.includes(error.name)) {
    process.stderr.write(`error: ${inOneLine(error.message)}`);
    return ExitCode.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`whitewater broke down; please report this:\n${text}\n`);
  return ExitCode.harness;
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
