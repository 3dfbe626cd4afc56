// Commits: state-machine-safety, commit-monotonic, match-monotonic, commits-own-term,
// commit-is-durable.
import test from 'ava';
import { story, TIMEOUT_MS } from './story.ts';

test('two nodes that apply different entries at one index are caught', (t) => {
  const told = story(3).applies('n1', 1, 'a@1').applies('n1', 2, 'b@1').applies('n2', 1, 'x@2');
  t.deepEqual(told.witness('state-machine-safety'), [
    "6: At index 1 n1 applied 'a' of term 1, and n2 applied 'x' of term 2.",
    "4: n1 applied 'a' of term 1 at index 1",
    "6: n2 applied 'x' of term 2 at index 1",
  ]);
});

test('a node that applies an entry twice is caught', (t) => {
  const told = story(3).applies('n1', 1, 'a@1').applies('n1', 2, 'b@1').applies('n1', 2, 'b@1');
  t.deepEqual(told.witness('state-machine-safety'), [
    '6: n1 applied index 2 after it had applied index 2.',
    '5: n1 applied index 2',
    '6: n1 applied index 2',
  ]);
});

test('after a crash a node applies its log anew, and that is in order', (t) => {
  const told = story(3, ['state-machine-safety'])
    .applies('n1', 1, 'a@1')
    .applies('n2', 1, 'a@1')
    .crashes('n1')
    .boots('n1')
    .applies('n1', 1, 'a@1');
  t.deepEqual(told.broken, []);
  t.is(told.exercised('state-machine-safety'), 2);
});

test('an entry applied anew after a crash must still be the same', (t) => {
  const told = story(3).applies('n1', 1, 'a@1').crashes('n1').boots('n1').applies('n1', 1, 'b@2');
  t.is(
    told.witness('state-machine-safety')[0],
    "7: At index 1 n1 applied 'a' of term 1, and n1 applied 'b' of term 2.",
  );
});

test('a commitIndex that goes back is caught', (t) => {
  const told = story(3)
    .becomes('n1', { log: 'a@1 b@1', commitIndex: 2 })
    .becomes('n1', { commitIndex: 1 });
  t.deepEqual(told.witness('commit-monotonic'), [
    '5: The commitIndex of n1 went back from 2 to 1.',
    '4: the commitIndex of n1 was 2',
    '5: the commitIndex of n1 was 1',
  ]);
});

test('a commitIndex starts from 0 again after a crash', (t) => {
  const told = story(3)
    .becomes('n1', { log: 'a@1', commitIndex: 1 })
    .crashes('n1')
    .boots('n1', { log: 'a@1' })
    .becomes('n1', { commitIndex: 1 });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('commit-monotonic'), 2);
});

test("a leader's matchIndex that goes back is caught, with the peer", (t) => {
  const told = story(3)
    .elects('n1')
    .becomes('n1', { matchIndex: [2, 2, 0] })
    .becomes('n1', { matchIndex: [2, 2, 1] })
    .becomes('n1', { matchIndex: [2, 0, 1] });
  t.deepEqual(told.witness('match-monotonic'), [
    '16: n1, leader of term 1, took its matchIndex for n2 back from 2 to 0.',
    '13: n1 became leader of term 1',
    '14: n1 set its matchIndex for n2 to 2',
    '16: n1 set its matchIndex for n2 to 0',
  ]);
});

test('matchIndex starts anew with each leadership, in the same term too', (t) => {
  const told = story(3)
    .elects('n1')
    .becomes('n1', { matchIndex: [2, 2, 0] })
    .becomes('n1', { role: 'follower', matchIndex: null })
    .leads('n1')
    .becomes('n1', { matchIndex: [2, 1, 0] })
    .after(TIMEOUT_MS)
    .elects('n2')
    .after(TIMEOUT_MS)
    .elects('n1');
  t.deepEqual(told.broken, []);
  t.is(told.exercised('match-monotonic'), 2);
});

test('a leader that does not tell its matchIndex at first is not accused', (t) => {
  const told = story(3)
    .elects('n1')
    .becomes('n1', { matchIndex: null })
    .becomes('n1', { matchIndex: [2, 1, 0] })
    .becomes('n1', { matchIndex: null });
  t.deepEqual(told.broken, []);
});

test('a leader that commits an entry of an older term by counting is caught', (t) => {
  const told = story(3)
    .becomes('n1', { currentTerm: 1, log: 'a@1' })
    .elects('n1')
    .becomes('n1', { commitIndex: 1 });
  t.deepEqual(told.witness('commits-own-term'), [
    "15: n1, leader of term 2, advanced its commitIndex to 1, where its log holds 'a' of term 1.",
    '14: n1 became leader of term 2',
    '15: n1 advanced its commitIndex to 1',
  ]);
});

test('a leader that commits beyond its log is caught', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a').becomes('n1', { commitIndex: 2 });
  t.is(
    told.witness('commits-own-term')[0],
    '15: n1, leader of term 1, advanced its commitIndex to 2, where its log holds nothing.',
  );
});

test('a leader commits older entries with one of its own, and followers what they hear', (t) => {
  const told = story(3)
    .becomes('n1', { currentTerm: 1, log: 'a@1' })
    .elects('n1')
    .proposes('n1', 'b')
    .becomes('n1', { commitIndex: 2 })
    .becomes('n2', { log: 'a@1 b@2', commitIndex: 1 });
  t.deepEqual(told.witness('commits-own-term'), []);
  t.is(told.exercised('commits-own-term'), 1);
});

test('a commit that is not on the disks of a majority is caught, with the disk counted', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .persists('n1', 'a@1')
    .becomes('n2', { log: 'a@1' })
    .becomes('n1', { commitIndex: 1, matchIndex: [1, 1, 0] });
  t.deepEqual(told.witness('commit-is-durable'), [
    "17: n1 committed 'a' of term 1 at index 1 while 1 of 3 disks held it; a majority is 2.",
    '0: the disk of n2 held []',
    '17: n1 counted n2 and itself as holding index 1',
  ]);
});

test('another entry of the same index on a disk is not the one committed', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .persists('n1', 'a@1')
    .persists('n2', 'x@1')
    .becomes('n1', { commitIndex: 1, matchIndex: [1, 1, 0] });
  t.deepEqual(told.broken, ['commit-is-durable']);
});

test('disks of nodes that are down count, and the leader need not be one of the majority', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .persists('n2', 'a@1')
    .persists('n3', 'a@1')
    .crashes('n3')
    .becomes('n1', { commitIndex: 1, matchIndex: [1, 1, 1] });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('commit-is-durable'), 1);
});
