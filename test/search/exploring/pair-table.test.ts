// Numbers for pairs: what was put is read back, and no pair is taken for another.
import test from 'ava';
import fc from 'fast-check';
import { ABSENT, PairTable } from '../../../search/exploring/pair-table.ts';
import { holds } from '../../property-run.ts';

const number = fc.oneof(fc.nat(5), fc.nat());
const entries = fc.uniqueArray(fc.tuple(number, number, number), {
  selector: ([first, second]) => `${first} ${second}`,
  maxLength: 60,
});

test('a pair has the number that it was given, and a pair that was not put has none', (t) => {
  const law = fc.property(entries, fc.array(fc.tuple(number, number)), (put, others) => {
    const table = new PairTable();
    const known = new Map(put.map(([first, second, value]) => [`${first} ${second}`, value]));
    for (const [first, second, value] of put) {
      t.is(table.get(first, second), ABSENT);
      table.add(first, second, value);
    }
    for (const [first, second] of [...put, ...others]) {
      t.is(table.get(first, second), known.get(`${first} ${second}`) ?? ABSENT);
      const swapped = known.get(`${second} ${first}`) ?? ABSENT;
      t.is(table.get(second, first), swapped, 'the order of the two counts');
    }
    t.is(table.size, put.length);
  });
  holds(t, law);
});

test('tens of thousands of pairs, far beyond the first capacity, keep their numbers', (t) => {
  const table = new PairTable();
  const side = 150;
  for (let n = 0; n < side * side; n += 1) table.add(Math.floor(n / side), n % side, n);
  let wrong = 0;
  for (let n = 0; n < side * side; n += 1) {
    if (table.get(Math.floor(n / side), n % side) !== n) wrong += 1;
    if (table.get(Math.floor(n / side), side + (n % side)) !== ABSENT) wrong += 1;
  }
  t.is(wrong, 0);
  t.is(table.size, side * side);
});
