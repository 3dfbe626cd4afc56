/** Plain data as TypeScript source, laid out as the house formats it. */

/** No line of source is wider. */
export const SOURCE_COLUMNS = 100;

/**
 * On one line if it fits, else one field or element per line. `start` is how many columns stand
 * before it on its first line, `indent` how far that line is indented, `end` how many follow.
 */
export function literal(value: unknown, start: number, indent: number, end = 1): string {
  const flat = flatLiteralOf(value);
  if (start + flat.length + end <= SOURCE_COLUMNS || !isComposite(value)) return flat;
  const inner = ' '.repeat(indent + 2);
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${literal(item, indent + 2, indent + 2)},`)
    : Object.entries(value).map(([name, field]) => {
        const key = `${inner}${keyLiteral(name)}: `;
        return `${key}${literal(field, key.length, indent + 2)},`;
      });
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return [open, ...lines, `${' '.repeat(indent)}${close}`].join('\n');
}

/** A text in single quotes, with nothing in it that an editor would not show. */
export function textLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replace(/[^ -~]/g, (letter) => `\\u${codeOf(letter)}`)}'`;
}

/** The same, always on one line: equal data, equal text. */
export function flatLiteralOf(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value);
  if (!isComposite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatLiteralOf).join(', ')}]`;
  const fields = Object.entries(value).map(
    ([name, field]) => `${keyLiteral(name)}: ${flatLiteralOf(field)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** In brackets, so that not even `__proto__` is more than a name. */
function keyLiteral(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : textLiteral(name);
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function codeOf(letter: string): string {
  return letter.charCodeAt(0).toString(16).padStart(4, '0');
}
