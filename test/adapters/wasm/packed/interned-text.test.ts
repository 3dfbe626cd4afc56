import test from 'ava';
import fc from 'fast-check';
import { InternedText } from '../../../../adapters/wasm/packed/interned-text.ts';

test('a text is what its bytes say, however many texts came before and wherever they lie', (t) => {
  const texts = new InternedText((bytes, from, end) => bytes.toString('latin1', from, end));
  const short = fc.string({ unit: fc.constantFrom('a', 'b', '\u00ff'), maxLength: 12 });
  const any = fc.oneof(short, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 90 }));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 400 }), fc.nat(5), (list, gap) => {
      for (const text of list) {
        const bytes = Buffer.from('-'.repeat(gap) + text + '-'.repeat(gap), 'latin1');
        t.is(texts.at(bytes, gap, gap + text.length), text);
      }
    }),
    { seed: 11, numRuns: 100 },
  );
});

test('a text that was met a moment ago is not made again', (t) => {
  let made = 0;
  const texts = new InternedText((bytes, from, end) => {
    made += 1;
    return bytes.toString('latin1', from, end);
  });
  const bytes = Buffer.from('election election');
  for (const from of [0, 9, 0, 9]) t.is(texts.at(bytes, from, from + 8), 'election');
  t.is(made, 1);
});
