/** One line drawn letter by letter, so that arrows can cross lanes. */
import { printable } from '../../trace/printable.ts';
import { columnsOf, span, type Line } from './page.ts';
import type { Tone } from './style.ts';

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

export class Strip {
  readonly #letters: string[] = [];
  readonly #tones: Tone[] = [];

  /** Draws over whatever was there. */
  put(column: number, text: string, tone: Tone): void {
    let end = column;
    for (const { segment } of LETTERS.segment(printable(text))) {
      const start = end;
      end += columnsOf(segment);
      this.#letters[start] = segment;
      // A wide letter has two columns: the second is empty.
      for (let at = start + 1; at < end; at += 1) this.#letters[at] = '';
      for (let at = start; at < end; at += 1) this.#tones[at] = tone;
    }
  }

  /** A horizontal line from one column to another, both included. */
  rule(from: number, to: number, tone: Tone): void {
    if (to >= from) this.put(from, '─'.repeat(to - from + 1), tone);
  }

  toLine(): Line {
    const spans: { text: string; tone: Tone }[] = [];
    for (let column = 0; column < this.#letters.length; column += 1) {
      const letter = this.#letters[column] ?? ' ';
      const tone = this.#tones[column] ?? 'plain';
      const last = spans.at(-1);
      if (last?.tone === tone) last.text += letter;
      else spans.push({ text: letter, tone });
    }
    return spans.map(({ text, tone }) => span(text, tone));
  }
}
