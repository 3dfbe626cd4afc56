// Changes to a list: each comes up, none adds what nobody gave, and none touches the list itself.
import test from 'ava';
import type { Action } from '../../../faults/action.ts';
import { Dice } from '../../../search/guiding/dice.ts';
import { editedList } from '../../../search/guiding/edit-list.ts';
import { variedAction } from '../../../search/guiding/varied-action.ts';

const LIST = ['a', 'b', 'c', 'd'];
const DONORS = {
  item: () => 'new',
  other: () => ['x', 'y', 'z'],
  varied: (item: string) => `${item}'`,
};

function sortOf(edited: readonly string[]): string {
  if (edited.includes('new')) return edited.length === LIST.length ? 'replaced' : 'inserted';
  if (edited.some((item) => item.endsWith("'"))) return 'varied';
  if (edited.some((item) => 'xyz'.includes(item))) return 'spliced';
  if (edited.length < LIST.length) return 'dropped';
  return edited.join() === LIST.join() ? 'the same' : 'moved';
}

test('one change drops, inserts, replaces, moves, varies or splices', (t) => {
  const sorts = new Set<string>();
  for (let run = 0; run < 200; run += 1) {
    sorts.add(sortOf(editedList(LIST, 1, new Dice(1, run), DONORS)));
  }
  sorts.delete('the same');
  t.deepEqual([...sorts].sort(), ['dropped', 'inserted', 'moved', 'replaced', 'spliced', 'varied']);
  t.deepEqual(LIST, ['a', 'b', 'c', 'd'], 'the list that was given has changed');
});

test('an empty list bears every change', (t) => {
  const none = { item: () => undefined, other: () => [], varied: (item: string) => item };
  for (let run = 0; run < 50; run += 1) {
    t.deepEqual(editedList([], 3, new Dice(2, run), none), []);
  }
});

test('a delay is varied within the limits of its field, and nothing else is', (t) => {
  const elapse: Action = { kind: 'elapse', ms: 40_000 };
  const drawn = Array.from({ length: 50 }, (_, run) => variedAction(elapse, new Dice(3, run)));
  for (const action of drawn) {
    if (action.kind !== 'elapse') return t.fail('it became another action');
    t.true(action.ms >= 20_000 && action.ms <= 60_000, `${action.ms} ms`);
  }
  t.true(new Set(drawn.map((action) => JSON.stringify(action))).size > 10);
  const heal: Action = { kind: 'heal' };
  t.deepEqual(variedAction(heal, new Dice(4, 1)), heal);
});
