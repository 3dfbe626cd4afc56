import test from 'ava';
import fc from 'fast-check';
import { printable, printableJson } from '../../trace/printable.ts';

/** U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069. */
const BIDIRECTIONAL = [
  0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
];
/** What ends a line, starts an escape sequence, or shows nothing at all. */
const OTHERS = [0x0, 0x7, 0x8, 0xa, 0xd, 0x1b, 0x7f, 0x9b, 0xad, 0x200b, 0x2028, 0x2029, 0xfeff];

test('no control character and no bidirectional control is shown', (t) => {
  for (const code of [...BIDIRECTIONAL, ...OTHERS]) {
    const name = `U+${code.toString(16)}`;
    t.is(printable(`a${String.fromCodePoint(code)}b`), 'a?b', `${name} reaches the terminal`);
  }
  t.is(printable('\ud800'), '?', 'half of a surrogate pair is no character');
});

test('words of any language stay as they are', (t) => {
  for (const text of ['set x=1', 'Straße → ürün', '日本語', 'می‌خواهم', '👩‍👩‍👧', 'שלום']) {
    t.is(printable(text), text);
  }
});

test('JSON that is made printable means the same', (t) => {
  const seed = 20261127;
  const isSame = fc.property(fc.string({ unit: 'binary' }), (text) => {
    const json = printableJson(JSON.stringify({ text }));
    const parsed = JSON.parse(json) as { readonly text: string };
    return parsed.text === text && printable(json) === json;
  });
  t.notThrows(() => fc.assert(isSame, { seed }));
  t.is(printableJson(JSON.stringify('a\u202eb')), '"a\\u202eb"');
});
