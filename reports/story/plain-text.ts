/** Text of targets, files and users, as every format can show it. */

/**
 * Control characters, line separators, characters that turn the direction of text or are not
 * seen at all, and halves of a character: none of them may act on whoever reads.
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFE\uFFFF]/gu;

/** One line, with `?` in the place of each character that would act instead of being read. */
export function plainText(text: string): string {
  return text.replace(ACTING, '?');
}

/** The same for text of several lines. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** As content or as the value of an attribute of XML, which has no room for `<`, `&` or `]]>`. */
export function xmlText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return plainLines(text).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/** JSON on one line, harmless in a terminal and within a script of a page. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<]/gu, (letter) =>
    [...letter.split('')].map((unit) => `\\u${hex(unit)}`).join(''),
  );
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0');
}
