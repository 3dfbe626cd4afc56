/** Plain data as expressions of TLA+. */

/** A field that may be named as it is; words in capitals may be keywords. */
const FIELD = /^(?![A-Z_]+$)[A-Za-z]\w*$/;

/** Objects become records, lists sequences; null, which TLA+ lacks, becomes a string. */
export function expressionOf(value: unknown): string {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (Array.isArray(value)) return sequenceOf(value.map(expressionOf));
  if (typeof value === 'object' && value !== null) {
    return recordOf(Object.entries(value).map(([key, field]) => [key, expressionOf(field)]));
  }
  return textOf('null');
}

export function sequenceOf(items: readonly string[]): string {
  return items.length === 0 ? '<<>>' : `<<${items.join(', ')}>>`;
}

/** A record of fields that are expressions already. */
export function recordOf(fields: readonly (readonly [key: string, value: string])[]): string {
  if (fields.length === 0) return '<<>>';
  if (fields.every(([key]) => FIELD.test(key))) {
    return `[${fields.map(([key, value]) => `${key} |-> ${value}`).join(', ')}]`;
  }
  return `(${fields.map(([key, value]) => `${textOf(key)} :> ${value}`).join(' @@ ')})`;
}

/** Tools of TLA+ read plain ASCII: other characters are written as their codes. */
export function textOf(text: string): string {
  const plain = text.replace(/["\\]/g, '\\$&').replace(/[^ -~]/gu, (character) => {
    return `\\\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${plain}"`;
}
