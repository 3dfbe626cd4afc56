/** Where text goes: results to stdout, everything else to stderr. */
import { styleFor, type ColorWish, type Style } from '../reports/terminal/style.ts';
import { oneOf } from './choice.ts';

/** The options that all commands share. */
export interface OutputArguments {
  readonly json?: boolean;
  readonly color: string;
  readonly ascii?: boolean;
}

const WISHES: readonly ColorWish[] = ['auto', 'always', 'never'];

/** How to dress what goes to stdout. */
export function styleOf({ color, ascii }: OutputArguments): Style {
  return styleFor({
    color: oneOf('value for --color', color, WISHES),
    ascii: ascii === true,
    environment: process.env,
    isTerminal: process.stdout.isTTY === true,
  });
}

export function print(text: string): void {
  process.stdout.write(text);
}

let isJsonPrinted = false;

/** Whether the one object of `--json` is on stdout. */
export function hasPrintedJson(): boolean {
  return isJsonPrinted;
}

/** Exactly one JSON object, on one line. */
export function printJson(value: object): void {
  isJsonPrinted = true;
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}
