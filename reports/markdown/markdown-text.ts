/** Text of targets in Markdown: no letter of it marks anything up. */
import { printable } from '../../trace/printable.ts';

/** Comments of GitHub end at 65,536 characters, and summaries that are too long are dropped. */
export const BYTES_MAX = 60_000;

/** How long a text is where it counts. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A sentence. */
export function sentence(text: string): string {
  return (
    printable(text)
      .replace(/[\\`*_{}[\]#|~$]/g, (letter) => `\\${letter}`)
      .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // Neither mentions someone nor becomes a link, where issues are shown.
      .replace(/@(?=\w)/g, '@<!-- -->')
      .replace(/\b(https?|ftp):\/\//g, '$1:<!-- -->//')
      .replace(/\bwww\./g, 'www<!-- -->.')
  );
}

/** A name or a command as code, whatever is in it; a bar would end the cell of a table. */
export function code(text: string): string {
  const plain = printable(text);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const gap = plain.startsWith('`') || plain.endsWith('`') || plain === '' ? ' ' : '';
  return `${fence}${gap}${plain}${gap}${fence}`;
}

/** A row of a table; the texts are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The same of a name in a table, where a bar counts even within code. */
export function codeCell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}
