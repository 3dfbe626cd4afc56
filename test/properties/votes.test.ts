// Elections: election-safety, one-vote-per-term, leader-has-quorum, term-monotonic.
import test from 'ava';
import { story, TIMEOUT_MS } from './story.ts';

test('two leaders of one term: the witness names the voter that voted for both', (t) => {
  const told = story(3)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .getsVote('n1', 'n2', 1)
    .leads('n1')
    .stands('n3')
    .votes('n2', 'n3', 1)
    .getsVote('n3', 'n2', 1)
    .leads('n3');
  t.deepEqual(told.witness('election-safety'), [
    '17: n1 and n3 are both leader of term 1.',
    '7: n2 voted for n1 in term 1',
    '10: n1 became leader of term 1',
    '14: n2 voted for n3 in term 1',
    '17: n3 became leader of term 1',
  ]);
  t.is(told.exercised('leader-has-quorum'), 2);
});

test('two leaders of one term, and nobody voted twice: the vote that was none is named', (t) => {
  const told = story(3)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .stands('n1')
    .stands('n3')
    .stands('n3')
    .votes('n2', 'n3', 2)
    .getsVote('n3', 'n2', 2)
    .leads('n3')
    .getsVote('n1', 'n2', 1, { role: 'leader' });
  t.deepEqual(told.witness('election-safety'), [
    '22: n3 and n1 are both leader of term 2.',
    '21: n3 became leader of term 2',
    '22: the vote of n2 for term 1 reached n1 in term 2',
    '22: n1 had 1 vote of term 2 and needed 2: n1',
    '22: n1 became leader of term 2',
  ]);
});

test('two leaders of one term: one changed its term without an election', (t) => {
  const told = story(3)
    .elects('n1')
    .stands('n2')
    .votes('n3', 'n2', 2)
    .receives('n1', 'n2', { kind: 'requestVote', term: 2 }, { currentTerm: 2 })
    .getsVote('n2', 'n3', 2)
    .leads('n2');
  t.deepEqual(told.witness('election-safety'), [
    '21: n1 and n2 are both leader of term 2.',
    '19: n1, leader of term 1, moved to term 2 and stayed leader',
    '19: n1 had 1 vote of term 2 and needed 2: n1',
    '21: n2 became leader of term 2',
  ]);
});

test('leaders of different terms at one time are legal, and leading a term again is too', (t) => {
  const told = story(3)
    .elects('n1')
    .after(TIMEOUT_MS)
    .stands('n2')
    .votes('n3', 'n2', 2)
    .getsVote('n2', 'n3', 2)
    .leads('n2')
    .becomes('n2', { role: 'follower' })
    .leads('n2');
  t.deepEqual(told.broken, []);
  t.is(told.exercised('election-safety'), 2);
});

test('a node that forgets its vote and votes again is caught at the second vote', (t) => {
  const told = story(3)
    .stands('n1')
    .stands('n2')
    .becomes('n1', { role: 'follower', votedFor: null })
    .votes('n1', 'n2', 1);
  t.deepEqual(told.witness('one-vote-per-term'), [
    '11: n1 voted for both itself and n2 in term 1.',
    '4: n1 voted for itself in term 1',
    '10: n1 forgot its vote of term 1',
    '11: n1 voted for n2 in term 1',
  ]);
});

test('a vote that a crash wiped out is remembered', (t) => {
  const told = story(3)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .crashes('n2')
    .boots('n2', { currentTerm: 1 })
    .stands('n3')
    .votes('n2', 'n3', 1);
  t.deepEqual(told.witness('one-vote-per-term'), [
    '14: n2 voted for both n1 and n3 in term 1.',
    '7: n2 voted for n1 in term 1',
    '10: n2 came back from a crash without its vote of term 1',
    '14: n2 voted for n3 in term 1',
  ]);
});

test('a candidate that asks for votes has voted for itself, whatever its votedFor says', (t) => {
  const told = story(3)
    .becomes('n1', { role: 'candidate', currentTerm: 1 })
    .sends('n1', 'n2', { kind: 'requestVote', term: 1 })
    .stands('n3')
    .sends('n1', 'n3', { kind: 'voteReply', term: 1, voteGranted: true });
  t.deepEqual(told.witness('one-vote-per-term'), [
    '9: n1 voted for both itself and n3 in term 1.',
    '5: n1 voted for itself in term 1',
    '9: n1 voted for n3 in term 1',
  ]);
});

test('one vote per term: repeating a vote, a new term and a kept vote are all in order', (t) => {
  const told = story(3)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .votes('n2', 'n1', 1)
    .crashes('n2')
    .boots('n2', { currentTerm: 1, votedFor: 'n1' })
    .votes('n2', 'n1', 1)
    .stands('n3')
    .refuses('n2', 'n3', 1)
    .stands('n3')
    .votes('n2', 'n3', 2);
  t.deepEqual(told.broken, []);
  t.is(told.exercised('one-vote-per-term'), 1, 'only the refused rival is a test of the claim');
});

test('one vote per term: refusing an old request is no test of the claim', (t) => {
  const told = story(3).stands('n1').stands('n3').stands('n1').votes('n2', 'n1', 2);
  t.is(told.refuses('n2', 'n3', 2).exercised('one-vote-per-term'), 0);
});

test('a leader needs a majority of distinct votes: a second copy is none', (t) => {
  const told = story(5)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .getsVote('n1', 'n2', 1)
    .getsVote('n1', 'n2', 1)
    .leads('n1');
  t.deepEqual(told.witness('leader-has-quorum'), [
    '15: n1 became leader of term 1 with 2 votes of that term, its own included; it needs 3.',
    '13: the vote of n2 for term 1 reached n1',
    '14: the vote of n2 for term 1 reached n1 once more',
    '15: n1 became leader of term 1',
  ]);
});

test('a leader needs votes that have arrived: granted ones on their way do not count', (t) => {
  const told = story(3).stands('n1').votes('n2', 'n1', 1).leads('n1');
  t.deepEqual(told.broken, ['leader-has-quorum']);
});

test('half of an even cluster is no majority; one more vote is', (t) => {
  const half = story(4).stands('n1').votes('n2', 'n1', 1).getsVote('n1', 'n2', 1);
  const more = story(4)
    .stands('n1')
    .votes('n2', 'n1', 1)
    .votes('n3', 'n1', 1)
    .getsVote('n1', 'n2', 1)
    .getsVote('n1', 'n3', 1);
  t.deepEqual(half.leads('n1').broken, ['leader-has-quorum']);
  t.deepEqual(more.leads('n1').broken, []);
});

test('a leader that voted for somebody else has not its own vote', (t) => {
  const told = story(3)
    .elects('n1')
    .receives('n1', 'n2', { kind: 'requestVote', term: 2 }, { currentTerm: 2, votedFor: 'n2' });
  t.deepEqual(told.witness('leader-has-quorum'), [
    '14: n1, leader of term 1, moved to term 2 and stayed leader with 0 votes of that term; it ' +
      'needs 2.',
    '14: n1, leader of term 1, moved to term 2 and stayed leader',
  ]);
});

test('a cluster of one is its own majority', (t) => {
  const told = story(1).stands('n1').leads('n1');
  t.deepEqual(told.broken, []);
  t.is(told.exercised('leader-has-quorum'), 1);
});

test('a term that goes back over a crash is caught, with the crash', (t) => {
  const told = story(3)
    .becomes('n1', { currentTerm: 3 })
    .crashes('n1', 1)
    .boots('n1', { currentTerm: 2 });
  t.deepEqual(told.witness('term-monotonic'), [
    '6: n1 went back from term 3 to term 2.',
    '4: n1 was in term 3',
    '5: n1 crashed, and writes that it had not synced were lost',
    '6: n1 was in term 2',
  ]);
});

test('a term that goes back on a node that is up is caught', (t) => {
  const told = story(3).becomes('n1', { currentTerm: 3 }).becomes('n1', { currentTerm: 1 });
  t.deepEqual(told.witness('term-monotonic'), [
    '5: n1 went back from term 3 to term 1.',
    '4: n1 was in term 3',
    '5: n1 was in term 1',
  ]);
});

test('a term that survives a crash holds, and both rise and return are tests', (t) => {
  const told = story(3)
    .becomes('n1', { currentTerm: 3 })
    .becomes('n2', { currentTerm: 1 })
    .crashes('n1')
    .boots('n1', { currentTerm: 3 });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('term-monotonic'), 3);
});

test('a leader whose vote changes is not elected once more', (t) => {
  const told = story(3).elects('n1').becomes('n1', { votedFor: null });
  t.is(told.exercised('leader-has-quorum'), 1);
});
