// Fingerprints: of texts, and of things that are sums of others.
import test from 'ava';
import fc from 'fast-check';
import { Fingerprints, PrintSum, printOf } from '../../../search/exploring/fingerprint.ts';
import { holds } from '../../property-run.ts';

/** All 128 bits. */
function bits({ a, b, c, d }: PrintSum): string {
  return [a, b, c, d].join();
}

test('texts that differ in one character have fingerprints that differ in about half of all bits', (t) => {
  const counts = Array.from({ length: 500 }, (_, index) => {
    const [one, other] = [printOf(`log of n${index}`), printOf(`log of n${index + 1}`)];
    const differing = [one.a ^ other.a, one.b ^ other.b, one.c ^ other.c, one.d ^ other.d];
    return differing.reduce((sum, lane) => sum + onesIn(lane), 0);
  });
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  t.true(mean > 60 && mean < 68, `${mean} of 128 bits: drawn at random, it would be 64`);
  t.true(Math.min(...counts) > 30, 'no two may be nearly alike');
});

test('each of the four numbers of a fingerprint tells a hundred thousand texts apart by itself', (t) => {
  const [a, b, c, d] = [new Set(), new Set(), new Set(), new Set()];
  const texts = 100_000;
  for (let index = 0; index < texts; index += 1) {
    const print = printOf(JSON.stringify({ term: index % 7, index, votedFor: index % 3 }));
    for (const [lane, set] of [
      [print.a, a],
      [print.b, b],
      [print.c, c],
      [print.d, d],
    ] as const) {
      set.add(lane);
    }
  }
  // Of so many numbers of 32 bits drawn at random, one or two are expected to be drawn twice.
  for (const set of [a, b, c, d]) t.true(texts - set.size < 12, `${texts - set.size} collisions`);
});

test('a sum does not depend on the order of its parts, and loses what is subtracted', (t) => {
  const law = fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 20 }), (texts) => {
    const prints = new Fingerprints();
    for (const [id, text] of texts.entries()) prints.put(id, printOf(text));
    const [one, other] = [new PrintSum(), new PrintSum()];
    for (const id of texts.keys()) one.add(prints.lanes, id);
    for (const id of [...texts.keys()].reverse()) other.add(prints.lanes, id);
    t.is(bits(one), bits(other));
    other.add(prints.lanes, 0);
    other.subtract(prints.lanes, 0);
    t.is(bits(one), bits(other));
  });
  holds(t, law);
});

function onesIn(lane: number): number {
  return [...(lane >>> 0).toString(2)].filter((digit) => digit === '1').length;
}
