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

/** The same text in ASCII, column by column. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e\n]/gu, (letter) => STAND_INS[letter] ?? '?');
}
