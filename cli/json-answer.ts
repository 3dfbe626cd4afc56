/** `--json`: exactly one object on stdout, whatever happens. */
import type { Failure } from './failure.ts';
import { hasPrintedJson, printJson } from './terminal.ts';

export class JsonAnswer {
  readonly #command: string | null;
  #heard = '';

  constructor(command: string | null) {
    this.#command = command;
  }

  /**
   * Null if the command line does not ask for it. It is read from the words themselves: where
   * the options cannot be parsed, the script that reads the answer needs it no less.
   */
  static askedFor(words: readonly string[], commands: readonly string[]): JsonAnswer | null {
    const end = words.indexOf('--');
    const options = end === -1 ? words : words.slice(0, end);
    if (!options.includes('--json')) return null;
    return new JsonAnswer(options.find((word) => commands.includes(word)) ?? null);
  }

  /** A part of what the command line says of itself. */
  hear(text: string): void {
    this.#heard += text;
  }

  /** All parts of it; nothing if there are none. */
  tellHeard(key: 'help' | 'version'): void {
    if (this.#heard === '' || hasPrintedJson()) return;
    printJson({ command: this.#command, [key]: this.#heard.trim() });
  }

  error({ message, exitCode }: Pick<Failure, 'message'> & { readonly exitCode: number }): void {
    printJson({ command: this.#command, error: { message, exitCode } });
  }

  /** At the end of the process: code under test or a second Ctrl-C may have ended it early. */
  end(exitCode: number): void {
    if (hasPrintedJson()) return;
    this.error({ message: 'it ended before its report', exitCode });
  }
}
