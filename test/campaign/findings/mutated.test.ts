// Files that were damaged, by a disk or by a hand: each is read, or refused in one line, at once.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import fc from 'fast-check';
import { Refusal } from '../../../adapters/refusal.ts';
import { parseFinding, parsePinned } from '../../../campaign/findings/finding-schema.ts';
import { holds } from '../../property-run.ts';

const golden = fileURLToPath(new URL('golden/', import.meta.url));
const texts = readdirSync(golden).map((name) => readFileSync(join(golden, name), 'utf8'));

/** Values that a reader may not expect, as they stand in a file. */
const ODD = ['null', '-1', '1e999', '9e15', '0.5', '"\\u001b[2J"', '""', '[]', '{}', 'true'];
const DEEP = `${'['.repeat(5000)}${']'.repeat(5000)}`;
const LETTERS = ['{', '}', '"', ',', '\0', '\uD800'];
const PROTOTYPE = '{"__proto__":{"kind":"crash"},"constructor":1}';

/** One damage: a place in the text from 0 to 1, and what is done there. */
const damage = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  how: fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...ODD, DEEP, PROTOTYPE)
        .map((text) => ({ kind: 'value', text }) as const),
    },
    fc.constantFrom(...LETTERS).map((text) => ({ kind: 'insert', text }) as const),
    fc.nat({ max: 40 }).map((count) => ({ kind: 'remove', count }) as const),
    fc.constant({ kind: 'cut' } as const),
    fc.constant({ kind: 'twice' } as const),
  ),
});

type Damage = typeof damage extends fc.Arbitrary<infer Made> ? Made : never;

function damaged(text: string, { place, how }: Damage): string {
  const at = Math.floor(place * text.length);
  switch (how.kind) {
    case 'value':
      return withValue(text, place, how.text);
    case 'insert':
      return `${text.slice(0, at)}${how.text}${text.slice(at)}`;
    case 'remove':
      return `${text.slice(0, at)}${text.slice(at + how.count)}`;
    case 'cut':
      return text.slice(0, at);
    case 'twice':
      return `${text.slice(0, at)}${text.slice(Math.floor(at / 2))}`;
  }
}

/** The value of one field is another: the file stays JSON, and only its reader can refuse it. */
function withValue(text: string, place: number, value: string): string {
  const fields = [...text.matchAll(/": *("[^"\n]*"|[\w.-]+|\[\]|\{\})/g)];
  const field = fields[Math.floor(place * fields.length)];
  if (field === undefined) return value;
  const start = field.index + field[0].length - (field[1] ?? '').length;
  return `${text.slice(0, start)}${value}${text.slice(field.index + field[0].length)}`;
}

const SLOWEST_MS = 5000;

test('a damaged finding is read, or refused in one harmless line', (t) => {
  const ends = { read: 0, refused: 0, noJson: 0 };
  const damages = fc.array(damage, { minLength: 1, maxLength: 3 });
  const property = fc.property(fc.constantFrom(...texts), damages, (text, all) => {
    const json = jsonIn(all.reduce(damaged, text));
    if (json === NO_JSON) ends.noJson += 1;
    else for (const parse of [parseFinding, parsePinned]) ends[endOf(() => parse(json))] += 1;
  });
  holds(t, property, { numRuns: 400, seed: 10 });
  t.true(ends.refused > 100, 'too few of the damaged files reach the reader at all');
  t.log(ends);
});

const NO_JSON = Symbol('no JSON');

/** Those that are not even JSON are refused before they are read. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NO_JSON;
  }
}

function endOf(parse: () => unknown): 'read' | 'refused' {
  const start = performance.now();
  try {
    parse();
    return 'read';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!/^[ -~…]{1,1000}$/.test(error.message)) {
      throw new Error(`a refusal must be one printable line, not ${JSON.stringify(error.message)}`);
    }
    return 'refused';
  } finally {
    if (performance.now() - start > SLOWEST_MS) throw new Error('it took too long to read');
  }
}
