// Luck: a draw depends on its name and on nothing else.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {
  between,
  draw,
  fraction,
  happens,
  Purpose,
  wordOf,
  type PurposeCode,
} from '../../simulator/luck.ts';
import { holds } from '../property-run.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });
const purpose = fc.constantFrom(...Object.values(Purpose));
const name = fc.tuple(word, purpose, word, word, word);
const drawn = fc.integer({ min: 0, max: 0xffff_ffff });

test('the same name has the same draw, a whole number of 32 bits', (t) => {
  const property = fc.property(name, (parts) => {
    const value = draw(...parts);
    assert.equal(draw(...parts), value);
    assert.ok(Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff);
  });
  holds(t, property);
});

test('names that differ in one part have different draws', (t) => {
  const different = fc.record({
    parts: name,
    part: fc.nat({ max: 4 }),
    by: fc.integer({ min: 1, max: 1000 }),
  });
  // Names as long as these meet by chance once in four billion pairs.
  const property = fc.property(different, ({ parts, part, by }) => {
    const [seed, code, a, b, c] = parts;
    const codes = Object.values(Purpose);
    const other = codes[(codes.indexOf(code) + (by % (codes.length - 1)) + 1) % codes.length];
    const changed: [number, PurposeCode, number, number, number] = [
      part === 0 ? seed ^ by : seed,
      part === 1 && other !== undefined ? other : code,
      part === 2 ? a ^ by : a,
      part === 3 ? b ^ by : b,
      part === 4 ? c ^ by : c,
    ];
    if (changed[1] === code && part === 1) return;
    assert.notEqual(draw(...changed), draw(...parts));
  });
  holds(t, property, { numRuns: 1000 });
});

test('no part of a name can stand for another: the order of its words matters', (t) => {
  const values = [
    draw(7, 1, 2, 3, 4),
    draw(7, 1, 3, 2, 4),
    draw(7, 1, 4, 3, 2),
    draw(7, 1, 2, 4, 3),
  ];
  t.is(new Set(values).size, 4);
});

/** How far counts are from equal shares: the mean is one less than their number. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const NEIGHBOURS: readonly [string, (place: number) => number][] = [
  ['ordinals', (place) => draw(1, Purpose.latency, 140, 3, place)],
  ['terms', (place) => draw(1, Purpose.timer, 140, place, 1)],
  ['links', (place) => draw(1, Purpose.loss, place, 3, 1)],
  ['seeds', (place) => draw(place, Purpose.timer, 140, 1, 0)],
];

for (const [what, drawAt] of NEIGHBOURS) {
  test(`the draws of neighbouring ${what} are spread evenly, and so are their pairs`, (t) => {
    const values = Array.from({ length: 16_000 }, (_, place) => drawAt(place));
    const singles = new Array<number>(64).fill(0);
    const pairs = new Array<number>(64).fill(0);
    values.forEach((value, place) => {
      const next = values[place + 1] ?? 0;
      const cell = between(value, 0, 63);
      const pair = between(value, 0, 7) * 8 + between(next, 0, 7);
      singles[cell] = (singles[cell] ?? 0) + 1;
      pairs[pair] = (pairs[pair] ?? 0) + 1;
    });
    // With 63 degrees of freedom, one fair die in a million goes beyond this.
    t.true(chiSquared(singles) < 130, `singles: ${chiSquared(singles)}`);
    t.true(chiSquared(pairs) < 130, `pairs: ${chiSquared(pairs)}`);
  });
}

test('a draw is brought to whole numbers between both ends, and reaches them', (t) => {
  const property = fc.property(drawn, fc.integer(), fc.nat({ max: 1000 }), (value, min, width) => {
    const number = between(value, min, min + width);
    assert.ok(Number.isInteger(number) && number >= min && number <= min + width);
  });
  holds(t, property);
  t.is(between(0, 3, 9), 3);
  t.is(between(0xffff_ffff, 3, 9), 9);
});

test('what has a chance of 0 % never happens, of 100 % always, of 25 % every fourth time', (t) => {
  const property = fc.property(drawn, (value) => {
    assert.ok(!happens(value, 0));
    assert.ok(happens(value, 100));
    assert.ok(fraction(value) >= 0 && fraction(value) < 1);
  });
  holds(t, property);
  const values = Array.from({ length: 4000 }, (_, place) => draw(1, Purpose.loss, 1, 1, place));
  const share = values.filter((value) => happens(value, 25)).length / values.length;
  t.true(Math.abs(share - 0.25) < 0.03, `it happened ${share * 100} % of the time`);
});

test('different texts are different words', (t) => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'election', 'heartbeat', 'quorumCheck', 'tick'];
  t.is(new Set(texts.map(wordOf)).size, texts.length);
});
