// Lists by number: equal lists one number, different lists another, and what was put is read back.
import test from 'ava';
import fc from 'fast-check';
import { ListTable } from '../../../search/exploring/list-table.ts';
import { holds } from '../../property-run.ts';

type List = readonly number[];

/** Few values and short lists, so that many are equal; large values too. */
const anyList: fc.Arbitrary<List> = fc.oneof(
  fc.array(fc.nat(2), { maxLength: 4 }),
  fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 20 }),
);

function put(table: ListTable, list: List): number {
  for (const element of list) table.push(element);
  return table.finish();
}

function read(table: ListTable, id: number): List {
  return Array.from({ length: table.lengthOf(id) }, (_, index) => table.at(id, index));
}

/** Puts all lists, and sees that numbers follow content and content follows numbers. */
function isExact(lists: readonly List[]): boolean {
  const table = new ListTable();
  const numbers = new Map<string, number>();
  const ids = lists.map((list) => {
    const id = put(table, list);
    const known = numbers.get(list.join());
    numbers.set(list.join(), known ?? numbers.size);
    return { id, expected: known ?? numbers.size - 1, list };
  });
  const isNumbered = ids.every(({ id, expected }) => id === expected);
  const isRead = ids.every(({ id, list }) => read(table, id).join() === list.join());
  return isNumbered && isRead && table.size === numbers.size;
}

test('equal lists have one number, different ones another, counted from 0 on', (t) => {
  holds(t, fc.property(fc.array(anyList, { maxLength: 60 }), isExact));
});

test('tens of thousands of lists, far beyond the first capacity, stay what they are', (t) => {
  const lists = Array.from({ length: 20_000 }, (_, n) => [n % 150, n >>> 3, n % 7].slice(n % 3));
  t.true(isExact([...lists, ...lists]));
});

test('lists that are longer than the first capacity stay what they are', (t) => {
  const long = Array.from({ length: 5_000 }, (_, n) => n * n);
  t.true(isExact([[1], long, [2], long.with(4_999, 1), long.slice(1), long, []]));
});

const ascending = fc.array(fc.nat(20), { maxLength: 15 }).map((list) => {
  return list.toSorted((a, b) => a - b);
});
const unique = ascending.map((list) => [...new Set(list)]);

test('an ascending list includes exactly its elements', (t) => {
  const law = fc.property(ascending, ascending, (before, list) => {
    const table = new ListTable();
    put(table, before);
    const id = put(table, list);
    put(table, [7]);
    for (let element = 0; element <= 21; element += 1) {
      t.is(table.includes(id, element), list.includes(element), `${element} in [${list.join()}]`);
    }
  });
  holds(t, law);
});

test('two ascending lists merged are all elements of both in ascending order', (t) => {
  const law = fc.property(ascending, ascending, (one, other) => {
    const table = new ListTable();
    const [left, right] = [put(table, one), put(table, other)];
    table.pushMerged(left, right, false);
    const all = [...one, ...other].sort((a, b) => a - b);
    t.deepEqual(read(table, table.finish()), all);
  });
  holds(t, law);
});

test('two sets merged are a set: no element twice', (t) => {
  const law = fc.property(unique, unique, (one, other) => {
    const table = new ListTable();
    const [left, right] = [put(table, one), put(table, other)];
    table.pushMerged(left, right, true);
    const all = [...new Set([...one, ...other])].sort((a, b) => a - b);
    t.deepEqual(read(table, table.finish()), all);
  });
  holds(t, law);
});
