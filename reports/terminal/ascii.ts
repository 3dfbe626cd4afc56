import stringWidth from 'string-width';

/** Stand-ins for terminals and logs that know only ASCII. Each is as wide as what it replaces. */
const STAND_INS: Readonly<Record<string, string>> = {
  '✖': 'X',
  '✔': '+',
  '▸': '>',
  '►': '>',
  '◄': '<',
  '─': '-',
  '│': '|',
  '┆': ':',
  '⋮': ':',
  '✕': 'x',
  '✸': '*',
  '→': '>',
  '…': '~',
  '·': '-',
  '×': 'x',
};

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The same text in ASCII, column by column. */
export function toAscii(text: string): string {
  return Array.from(LETTERS.segment(text), ({ segment }) => {
    if (/^[\x20-\x7e\n]$/.test(segment)) return segment;
    return STAND_INS[segment] ?? '?'.repeat(stringWidth(segment));
  }).join('');
}
