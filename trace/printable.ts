/**
 * Text of targets, files and users, made harmless for terminals and logs. The one place that says
 * which characters are not shown: controls, which a terminal obeys; formatting characters, such as
 * the bidirectional controls, which make text read as what it is not; line separators; halves of
 * surrogate pairs. The two joiners stay, since words of some languages and emoji need them.
 */
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text on one line, with a question mark for each character that is not shown. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?');
}

/** JSON that means the same, with `\uXXXX` for each character that is not shown. */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character, index)).join(''),
  );
}

function escaped(character: string, index: number): string {
  return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
}
