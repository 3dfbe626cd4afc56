/** Where text goes: results to stdout, everything else to stderr. */
import { wrap } from '../reports/terminal/page.ts';
import { oneRow } from '../reports/terminal/progress.ts';
import { pageColumns, styleFor, type ColorWish, type Style } from '../reports/terminal/style.ts';
import { printable, printableJson } from '../trace/printable.ts';
import { oneOf } from './choice.ts';

/** The options that all commands share. */
export interface OutputArguments {
  readonly json?: boolean;
  readonly color: string;
  readonly ascii?: boolean;
}

export const WISHES: readonly ColorWish[] = ['auto', 'always', 'never'];

/** How to dress what goes to stdout. */
export function styleOf({ color, ascii }: OutputArguments): Style {
  return styleFor({
    color: oneOf('value for --color', color, WISHES),
    ascii: ascii === true,
    environment: process.env,
    isTerminal: process.stdout.isTTY === true,
    columns: columnsOfTerminal(process.stdout),
  });
}

/** How wide a page is: as the terminal, or as it is usual for files and pipes. */
function columnsOfTerminal(stream: NodeJS.WriteStream): number {
  return pageColumns(stream.isTTY === true ? stream.columns : undefined);
}

/** Text that is laid out and dressed. */
export function print(text: string): void {
  process.stdout.write(text);
}

let isJsonPrinted = false;

/** Whether the one object of `--json` is on stdout. */
export function hasPrintedJson(): boolean {
  return isJsonPrinted;
}

/** Exactly one JSON object, on one line that no terminal obeys. */
export function printJson(value: object): void {
  isJsonPrinted = true;
  process.stdout.write(`${printableJson(JSON.stringify(value))}\n`);
}

/** A remark for people. A terminal gets it wrapped; a log gets each of its lines in one piece. */
export function warn(text: string): void {
  const lines = text.split('\n').map(printable);
  const columns = columnsOfTerminal(process.stderr);
  const wrapped = lines.flatMap((line) => (process.stderr.isTTY ? wrap(line, columns) : [line]));
  process.stderr.write(`${wrapped.join('\n')}\n`);
}

/** Text for stderr that is laid out and dressed. */
export function warnDressed(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** How far something has come: one row of a terminal, or one line of a log. */
export function warnInOneRow(line: string): void {
  process.stderr.write(`${oneRow(line, progressColumns())}\n`);
}

/** How wide a row of progress may be: in a log, nothing is cut off. */
export function progressColumns(): number {
  return process.stderr.isTTY === true ? columnsOfTerminal(process.stderr) : Infinity;
}
