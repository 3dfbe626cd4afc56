/** Words that no command understands: a refusal of one line that says where the right ones are. */
import type { Command, CommanderError } from 'commander';
import { Refusal } from '../adapters/refusal.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { suggestion } from '../library/near-names.ts';
import { quoted } from './choice.ts';

/** Help and versions are no errors, and are printed before this is asked. */
const PRINTED: readonly string[] = ['commander.help', 'commander.helpDisplayed'];

/** Has the program and its commands throw refusals, and print none themselves. */
export function refuseMisuse(program: Command): void {
  for (const command of [program, ...program.commands]) {
    command
      .showSuggestionAfterError(false)
      .configureOutput({ outputError: () => undefined })
      .exitOverride((error) => {
        const isPrinted = error.exitCode === 0 || PRINTED.includes(error.code);
        throw isPrinted ? error : new Refusal(misuseText(error, command));
      });
  }
}

function misuseText({ code, message }: CommanderError, command: Command): string {
  const help = `${COMMAND} ${command.parent === null ? 'help' : `help ${command.name()}`}`;
  const [, word = ''] = /'(.*)'/s.exec(message) ?? [];
  if (code === 'commander.unknownCommand') {
    const names = command.commands.map((one) => one.name());
    return `unknown command ${quoted(word)}${suggestion(word, names, help)}`;
  }
  if (code === 'commander.unknownOption') {
    const flags = [...command.options.map(({ long }) => long ?? ''), '--help'];
    return `unknown option ${quoted(word)}${suggestion(word, flags, help)}`;
  }
  return `${message.replace(/^error: |[.]$/g, '')}; see: ${help}`;
}
