import test from 'ava';
import type { Action } from '../../faults/action.ts';
import { partition } from '../../faults/partition.ts';
import { Stage } from './stage.ts';

const THREE = ['1<2', '1<3', '2<1', '2<3', '3<1', '3<2'];

test('without faults everyone hears everyone', (t) => {
  t.deepEqual(new Stage(3).hearing(), THREE);
});

test('a partition lets only the same group hear each other', (t) => {
  const stage = new Stage(5);
  t.true(stage.does({ kind: 'partition', groups: [[1, 2], [3], [4, 5]] }));
  t.deepEqual(stage.hearing(), ['1<2', '2<1', '4<5', '5<4']);
});

test('a node in no group of a partition joins the first', (t) => {
  const stage = new Stage(4);
  stage.does({ kind: 'partition', groups: [[1], [2]] });
  t.deepEqual(stage.hearing(), ['1<3', '1<4', '3<1', '3<4', '4<1', '4<3']);
});

test('a partition comes in addition to what is cut already, and tells only what is new', (t) => {
  const stage = new Stage(3);
  stage.does(
    { kind: 'cutLink', from: 1, to: 2 },
    { kind: 'partition', groups: [[1, 2], [3]] },
    { kind: 'partition', groups: [[1], [2, 3]] },
  );
  t.deepEqual(stage.hearing(), []);
  const counts = stage.happened('linksCut').map(({ links }) => links.length);
  t.deepEqual(counts, [1, 4, 1]);
});

test('a partition whose groups are one group in a small cluster does not apply', (t) => {
  const stage = new Stage(3);
  t.false(
    stage.does({
      kind: 'partition',
      groups: [
        [1, 2, 3],
        [4, 5],
      ],
    }),
    'lower ids decide',
  );
  t.false(stage.does({ kind: 'partition', groups: [[], [1, 2, 3]] }));
  t.true(
    stage.does({
      kind: 'partition',
      groups: [
        [1, 2],
        [3, 4],
      ],
    }),
  );
  t.deepEqual(
    stage.hearing(),
    ['1<2', '2<1'],
    'n4 means n1 here, and n1 stands in the first group',
  );
});

test('an isolated node hears nobody and is heard by nobody', (t) => {
  const stage = new Stage(3);
  t.true(stage.does({ kind: 'isolate', node: 5 }), 'n5 means n2 in a cluster of three');
  t.deepEqual(stage.hearing(), ['1<3', '3<1']);
  t.false(stage.does({ kind: 'isolate', node: 2 }), 'it is isolated already');
  t.false(new Stage(1).does({ kind: 'isolate', node: 1 }), 'alone it has no links');
});

test('a link that is cut is cut in one direction only', (t) => {
  const stage = new Stage(3);
  t.true(stage.does({ kind: 'cutLink', from: 1, to: 2 }));
  t.deepEqual(stage.hearing(), ['1<2', '1<3', '2<3', '3<1', '3<2']);
  t.false(stage.does({ kind: 'cutLink', from: 1, to: 2 }), 'it is cut already');
  t.false(stage.does({ kind: 'cutLink', from: 1, to: 4 }), 'n4 means n1: no link to itself');
});

test('a bridge reaches everyone, and the halves reach each other only through it', (t) => {
  const stage = new Stage(5);
  t.true(stage.does({ kind: 'bridge', node: 3 }));
  const halves = ['1<2', '2<1', '4<5', '5<4'];
  const viaBridge = ['1<3', '2<3', '3<1', '3<2', '3<4', '3<5', '4<3', '5<3'];
  t.deepEqual(stage.hearing(), [...halves, ...viaBridge].sort());
  t.false(new Stage(2).does({ kind: 'bridge', node: 1 }), 'two nodes have no halves to join');
});

test('a message that is on its way when its link is cut is lost', (t) => {
  const stage = new Stage(2);
  stage.elapse(102);
  stage.does({ kind: 'cutLink', from: 1, to: 2 });
  stage.elapse(10);
  t.deepEqual([stage.heard(2, 1), stage.heard(1, 2)], [0, 1]);
});

test('healing restores all links, and nobody who is down', (t) => {
  const stage = new Stage(3);
  const heal: Action = { kind: 'heal' };
  t.false(stage.does(heal), 'nothing is cut');
  stage.does({ kind: 'isolate', node: 1 }, { kind: 'crash', node: 3 });
  t.true(stage.does(heal));
  t.deepEqual(stage.world.cutLinks(), []);
  t.deepEqual(stage.hearing(), ['1<2', '2<1']);
  t.is(stage.happened('linksRestored')[0]?.links.length, 4);
});

test('a partition is simpler with a group less, but for the first, which all others join', (t) => {
  const groupsOf = (groups: number[][]): unknown[] =>
    partition.simpler({ kind: 'partition', groups }).map((simpler) => simpler.groups);
  t.deepEqual(groupsOf([[1], [2], [3]]), [
    [[1], [3]],
    [[1], [2]],
  ]);
  t.deepEqual(groupsOf([[1], [2, 3]]), []);
});
