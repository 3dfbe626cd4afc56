/** Text of targets, files and users within formats that mark text up. */
import { printable, printableJson } from '../../trace/printable.ts';

/** As content or as the value of an attribute of XML, which has no room for `<`, `&` or `]]>`. */
export function xmlText(text: string): string {
  return text.split('\n').map(xmlLine).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML has no place for two more code points, which are no characters. */
function xmlLine(line: string): string {
  return printable(line)
    .replace(/[\uFFFE\uFFFF]/g, '?')
    .replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** JSON on one line, harmless in a terminal and within a script of a page. */
export function plainJson(value: unknown): string {
  return printableJson(JSON.stringify(value)).replaceAll('<', '\\u003c');
}
