/**
 * Lines made of spans: laid out as plain text, dressed last, so that colour has no width. A line is
 * as long as it likes until it is printed: then it is wrapped to the width of the page.
 */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { printable } from '../../trace/printable.ts';
import type { Style, Tone } from './style.ts';

/** Less room than this beside a label is none: the text goes below the label. */
const ROOM_MIN = 24;
const BELOW_INDENT = 6;

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  /** Where the line has to be broken, this text goes on under its own beginning. */
  readonly flows?: 'sentence' | 'command';
}

export type Line = readonly Span[];

/** Whatever a file, a target or a user wrote, it cannot control the terminal. */
export function span(text: string, tone: Tone = 'plain'): Span {
  return { text: printable(text), tone };
}

export const EMPTY_LINE: Line = [];

/** Columns that a text takes; the letters of some languages, and emoji, take two each. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** Columns that a line takes if it is not wrapped. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** The page as text, each line wrapped and dressed, none with blanks at its end. */
export function printPage(lines: readonly Line[], style: Style): string {
  return lines
    .flatMap((line) => laidOut(line, style.columns))
    .map((line) => printLine(line, style))
    .join('\n');
}

function laidOut(line: Line, columns: number): readonly Line[] {
  const last = line.at(-1);
  if (last?.flows === undefined) return [line];
  const label = line.slice(0, -1);
  const indent = widthOf(label);
  const isBelow = columns - indent < ROOM_MIN && columnsOf(last.text) > columns - indent;
  const start = isBelow ? BELOW_INDENT : indent;
  const flow = last.flows === 'command' ? wrapCommand : wrap;
  const [first = '', ...others] = flow(last.text, columns - start);
  const margin = span(' '.repeat(start));
  const rest = others.map((text): Line => [margin, { text, tone: last.tone }]);
  const beginning: Line = [{ text: first, tone: last.tone }];
  return isBelow ? [label, [margin, ...beginning], ...rest] : [[...label, ...beginning], ...rest];
}

function printLine(line: Line, style: Style): string {
  const spans = [...line];
  for (let last = spans.pop(); last !== undefined; last = spans.pop()) {
    const text = last.text.trimEnd();
    if (text === '') continue;
    spans.push({ ...last, text });
    break;
  }
  return spans.map(({ text, tone }) => style.paint(tone, text)).join('');
}

/** Stands for a blank at which no line may end: no character, so that no text has it already. */
const FIXED_BLANK = '\ufdd0';

/** A group of words that stays on one line, such as a number and its unit. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', FIXED_BLANK);
}

/** `term 1` and `5 ms` are read as one word each. */
const NUMBERED = /\b(term|step|entry|index) (?=\d)|(?<=\d) (?=ms\b)/g;

/** Breaks a sentence between words. A word that is wider than a line stays whole, to be copied. */
export function wrap(sentence: string, columns: number): readonly string[] {
  const joined = sentence.replace(NUMBERED, (pair) => unbroken(pair));
  return wrapAnsi(joined, Math.max(1, columns))
    .split('\n')
    .map((line) => line.trim().replaceAll(FIXED_BLANK, ' '));
}

/** Each line but the last ends as a shell wants it, so that all of them can be copied at once. */
function wrapCommand(command: string, columns: number): readonly string[] {
  const quoted = command.replace(/'[^']*'/g, (words) => unbroken(words));
  const lines = columnsOf(command) <= columns ? [command] : wrap(quoted, columns - 2);
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line} \\`));
}

/** A label, then a command that people copy. */
export function commandLines(label: Line, command: string): readonly Line[] {
  return [[...label, { ...span(command), flows: 'command' }]];
}

/** A label, then a sentence beside it. */
export function paragraph(label: Line, sentence: string, tone: Tone = 'plain'): readonly Line[] {
  return [[...label, { ...span(sentence, tone), flows: 'sentence' }]];
}

/** A paragraph with a label before it; none for an empty text. */
export function labelled(label: string, text: string): readonly Line[] {
  return text === '' ? [] : paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text);
}
