// Who has reached a state first: the earliest parent stays, however the table grows.
import test from 'ava';
import fc from 'fast-check';
import { ClaimTable, sharedClaims } from '../../../search/exploring/claim-table.ts';
import { printOf } from '../../../search/exploring/fingerprint.ts';
import { holds } from '../../property-run.ts';

const claims = fc.array(fc.record({ state: fc.nat(30), parent: fc.nat(100) }), {
  minLength: 1,
  maxLength: 200,
});

test('the earliest parent that claims a state keeps it, whichever thread has claimed it', (t) => {
  const law = fc.property(claims, (all) => {
    const shared = sharedClaims(1000);
    const tables = [new ClaimTable(shared), new ClaimTable(shared)];
    const earliest = new Map<number, number>();
    for (const [index, { state, parent }] of all.entries()) {
      tables[index % 2]?.claim(printOf(`${state}`), parent);
      earliest.set(state, Math.min(parent, earliest.get(state) ?? Infinity));
    }
    for (const [state, parent] of earliest) {
      for (const table of tables) {
        const slot = table.claim(printOf(`${state}`), 1000);
        t.is(table.parentAt(slot), parent);
      }
    }
  });
  holds(t, law);
});

test('a table that grows keeps what was claimed, but for what is about to be tried again', (t) => {
  const table = new ClaimTable(sharedClaims(1_000_000));
  const states = 20_000;
  for (let state = 0; state < states; state += 1) table.claim(printOf(`${state}`), state);
  table.grow(200_000, states / 2);
  const parents = Array.from({ length: states }, (_, state) => {
    return table.parentAt(table.claim(printOf(`${state}`), 5 * states));
  });
  const kept = parents.filter((parent, state) => parent === state).length;
  t.is(kept, states / 2, 'parents before the layer stay');
  t.is(parents.filter((parent) => parent === 5 * states).length, states / 2, 'others are gone');
});

test('a table that is full says so, and has room again once it has grown', (t) => {
  const table = new ClaimTable(sharedClaims(1_000_000));
  let claimed = 0;
  while (!table.isFull && claimed < 100_000) {
    table.claim(printOf(`${claimed}`), claimed);
    claimed += 1;
  }
  t.true(table.isFull, 'the first capacity is less than a hundred thousand');
  table.grow(claimed);
  t.false(table.isFull);
  t.is(table.parentAt(table.claim(printOf('7'), 50)), 7);
});

test('only the first thread to come with a fingerprint has to do with it', (t) => {
  const shared = sharedClaims(1000);
  const [one, other] = [new ClaimTable(shared), new ClaimTable(shared)];
  t.true(one.isFirst(printOf('tuple')));
  t.false(other.isFirst(printOf('tuple')));
  t.false(one.isFirst(printOf('tuple')));
  t.true(other.isFirst(printOf('another')));
});
