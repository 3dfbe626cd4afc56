// Logs: leader-append-only, log-matching, leader-completeness.
import test from 'ava';
import { story, TIMEOUT_MS } from './story.ts';

test('a leader that deletes an entry is caught', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a').proposes('n1', 'b');
  told.becomes('n1', { log: 'a@1' });
  t.deepEqual(told.witness('leader-append-only'), [
    "16: n1, leader of term 1, deleted 'b' of term 1 at index 2 of its log.",
    '13: n1 became leader of term 1',
    '15: the log of n1 was [a@1 b@1]',
    '16: the log of n1 was [a@1]',
  ]);
});

test('a leader that overwrites an entry is caught, even if its log grows', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a').becomes('n1', { log: 'x@1 b@1' });
  t.is(
    told.witness('leader-append-only')[0],
    "15: n1, leader of term 1, overwrote 'a' of term 1 at index 1 of its log.",
  );
});

test('a leader may append, and a follower may lose what a new leader does not have', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .proposes('n1', 'b')
    .becomes('n1', { role: 'follower', currentTerm: 2, log: 'x@2' })
    .becomes('n1', { log: '' });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('leader-append-only'), 2);
});

test('logs that agree on an entry but differ before it are caught', (t) => {
  const told = story(3)
    .becomes('n1', { currentTerm: 2, log: 'a@1 c@2' })
    .becomes('n3', { currentTerm: 2, log: 'b@1 c@2' });
  t.deepEqual(told.witness('log-matching'), [
    "5: n3 and n1 agree on term 2 at index 2, but at index 1 one holds 'b' of term 1, the other " +
      "'a' of term 1.",
    '4: the log of n1 was [a@1 c@2]',
    '5: the log of n3 was [b@1 c@2]',
  ]);
});

test('two entries of one index and term with different commands are caught', (t) => {
  const told = story(3).becomes('n1', { log: 'a@1' }).becomes('n2', { log: 'b@1' });
  t.is(
    told.witness('log-matching')[0],
    "5: n2 and n1 agree on term 1 at index 1, but at index 1 one holds 'b' of term 1, the other " +
      "'a' of term 1.",
  );
});

test('a log that comes back from a crash is compared with the others', (t) => {
  const told = story(2)
    .becomes('n1', { log: 'a@1' })
    .crashes('n1')
    .becomes('n2', { log: 'b@1' })
    .boots('n1', { log: 'a@1' });
  t.deepEqual(told.broken, ['log-matching']);
});

test('a log whose terms go back is caught', (t) => {
  const told = story(3).becomes('n1', { currentTerm: 2, log: 'a@2 b@1' });
  t.deepEqual(told.witness('log-matching'), [
    "4: The log of n1 goes back in term at index 2: 'b' of term 1 follows 'a' of term 2.",
    '4: the log of n1 was [a@2 b@1]',
  ]);
});

test('logs may differ behind the last entry that they share', (t) => {
  const told = story(3, ['log-matching'])
    .becomes('n1', { log: 'a@1 b@2 c@2' })
    .becomes('n2', { log: 'a@1 b@2 d@3 e@3' })
    .becomes('n3', { log: 'z@4' });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('log-matching'), 1, 'only n1 and n2 share an entry');
});

test('a leader without a committed entry is caught, with the voter that knew better', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .receives('n2', 'n1', { kind: 'appendEntries', term: 1 }, { log: 'a@1' })
    .becomes('n1', { commitIndex: 1 })
    .stands('n3')
    .votes('n2', 'n3', 2)
    .getsVote('n3', 'n2', 2)
    .leads('n3');
  t.deepEqual(told.witness('leader-completeness'), [
    "23: n3 became leader of term 2 without 'a' of term 1, committed at index 1 in term 1.",
    "16: n1, leader of term 1, committed index 1: 'a' of term 1",
    '21: n2, which held that entry, voted for n3',
    '23: n3 became leader of term 2',
    '23: its log ended at index 0',
  ]);
});

test('a commit of an older leader is held against a newer one that already leads', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .stands('n3')
    .votes('n2', 'n3', 2)
    .getsVote('n3', 'n2', 2)
    .leads('n3')
    .becomes('n1', { commitIndex: 1 });
  t.deepEqual(told.witness('leader-completeness'), [
    "22: n3 became leader of term 2 without 'a' of term 1, committed at index 1 in term 1.",
    '21: n3 became leader of term 2',
    '21: its log ended at index 0',
    "22: n1, leader of term 1, committed index 1: 'a' of term 1",
  ]);
});

test('a leader that holds what was committed is complete, whatever else it lacks', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .proposes('n1', 'b')
    .becomes('n3', { log: 'a@1' })
    .becomes('n1', { commitIndex: 1 })
    .after(TIMEOUT_MS)
    .elects('n3');
  t.deepEqual(told.broken, ['commit-is-durable'], 'the story has no disks');
  t.is(told.exercised('leader-completeness'), 1);
});

test('a commit counts for the lowest term in which it was made', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a');
  for (const [name, term] of [
    ['n2', 2],
    ['n3', 3],
  ] as const) {
    const log = name === 'n2' ? '' : 'a@1 c@3';
    told.becomes(name, { role: 'leader', currentTerm: term, log });
  }
  told.becomes('n3', { commitIndex: 2 });
  t.deepEqual(told.witness('leader-completeness'), [], 'n2 led before the term of this commit');
  t.is(
    told.becomes('n1', { commitIndex: 1 }).witness('leader-completeness')[0],
    "18: n2 became leader of term 2 without 'a' of term 1, committed at index 1 in term 1.",
  );
});

test('another leader of the very term of a commit is not asked for it', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a').becomes('n1', { commitIndex: 1 });
  told.leads('n2', 1);
  t.deepEqual(told.witness('leader-completeness'), [], 'that is for election-safety to say');
});

test('a leader of an older term owes nothing to later commits', (t) => {
  const told = story(3)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .stands('n3')
    .elects('n3')
    .proposes('n3', 'a')
    .becomes('n3', { commitIndex: 1 })
    .becomes('n1', { role: 'leader', currentTerm: 1 });
  t.deepEqual(told.witness('leader-completeness'), []);
});

test('a leader that crashes has deleted nothing', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .crashes('n1')
    .boots('n1', { currentTerm: 1 });
  t.deepEqual(told.broken, []);
});
