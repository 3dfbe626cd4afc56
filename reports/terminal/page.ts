/** Lines made of spans: laid out as plain text first, dressed last, so that colour has no width. */
import type { Style, Tone } from './style.ts';

/** No line is wider, whatever the terminal: reports are pasted into issues. */
export const PAGE_COLUMNS = 100;

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Span[];

/** Whatever a file, a target or a user said, it does not speak to the terminal. */
export function span(text: string, tone: Tone = 'plain'): Span {
  return { text: text.replace(/\p{Cc}/gu, '?'), tone };
}

export const EMPTY_LINE: Line = [];

/** Columns that a line takes. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + [...text].length, 0);
}

/** The page as text, each line dressed, none with blanks at its end. */
export function printPage(lines: readonly Line[], style: Style): string {
  return lines.map((line) => printLine(line, style)).join('\n');
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

/** Breaks a sentence between words; a word that is wider than a line is broken itself. */
export function wrap(sentence: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ').flatMap((long) => cutUp(long, columns))) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= columns) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function cutUp(word: string, columns: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < word.length; at += columns) parts.push(word.slice(at, at + columns));
  return parts.length === 0 ? [''] : parts;
}

/** A label, then a sentence wrapped beside it. */
export function paragraph(
  label: Line,
  sentence: string,
  tone: Tone = 'plain',
  columns: number = PAGE_COLUMNS,
): readonly Line[] {
  const indent = widthOf(label);
  const [first = '', ...others] = wrap(sentence, columns - indent);
  const rest = others.map((text) => [span(' '.repeat(indent)), span(text, tone)]);
  return [[...label, span(first, tone)], ...rest];
}

/** A paragraph with a label before it; none for an empty text. */
export function labelled(label: string, text: string): readonly Line[] {
  return text === '' ? [] : paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text);
}
