// What clients asked for: only-what-was-proposed.
import test from 'ava';
import { story } from './story.ts';

test('a command that stands twice and was proposed once is caught', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a', { log: 'a@1 a@1' });
  t.deepEqual(told.witness('only-what-was-proposed'), [
    "14: The log of n1 holds 'a' 2 times, and it was proposed 1 time.",
    "14: 'a' was proposed to n1",
    "14: n1 had 'a' of term 1 at index 2",
  ]);
  t.deepEqual(told.broken, ['only-what-was-proposed']);
});

test('a command that nobody proposed is caught, on a follower too', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a').becomes('n2', { log: 'a@1 b@1' });
  t.deepEqual(told.witness('only-what-was-proposed'), [
    "15: The log of n2 holds 'b', and nobody proposed it.",
    "15: n2 had 'b' of term 1 at index 2",
  ]);
});

test('a command may stand as often as it was proposed, to whomever, and whatever came of it', (t) => {
  const told = story(3)
    .proposes('n2', 'a')
    .elects('n1')
    .proposes('n1', 'a')
    .becomes('n1', { log: 'a@1 a@1' })
    .becomes('n2', { log: 'a@1 a@1' })
    .becomes('n2', { log: 'a@1' })
    .becomes('n2', { log: 'a@1 a@1' });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('only-what-was-proposed'), 5, 'one for each entry that is added');
});

test('a leader may begin its term with an entry of its own, and blanks are empty', (t) => {
  const told = story(3)
    .elects('n1')
    .becomes('n1', { log: 'noop@1' })
    .proposes('n1', 'a')
    .becomes('n1', { log: 'noop@1 a@1 noop@2', currentTerm: 2, role: 'follower' });
  t.deepEqual(told.broken, []);
  const blank = story(3, ['only-what-was-proposed']).becomes('n1', { log: 'x@1 @1 @1' });
  t.deepEqual(blank.broken, []);
  const later = story(3, ['only-what-was-proposed']).becomes('n1', { log: 'noop@1 noop@1' });
  t.deepEqual(later.broken, ['only-what-was-proposed']);
});

test('the first entry of a term counts if it is a command of a client', (t) => {
  const told = story(3)
    .elects('n1')
    .proposes('n1', 'a')
    .becomes('n1', { log: 'a@1 a@2', currentTerm: 2, role: 'follower' });
  t.deepEqual(told.broken, ['only-what-was-proposed']);
});

test('a proposal that a crash kept from being seen was made, and its entry may be on disk', (t) => {
  const told = story(3)
    .elects('n1')
    .crashesTaking('n1', 'a')
    .boots('n1', { currentTerm: 1, votedFor: 'n1', log: 'noop@1 a@1' });
  t.deepEqual(told.broken, []);
  const invented = story(3, ['only-what-was-proposed']).elects('n1').crashes('n1');
  t.deepEqual(invented.boots('n1', { currentTerm: 1, log: 'noop@1 a@1' }).broken.length, 1);
});

test('commands with names that every record has are commands like others', (t) => {
  const told = story(3, ['only-what-was-proposed']).becomes('n1', { log: 'x@1 __proto__@1' });
  t.deepEqual(told.broken, ['only-what-was-proposed']);
});

test('a log that is judged entry by entry does not count what stands behind', (t) => {
  const told = story(3).elects('n1').proposes('n1', 'a').becomes('n2', { log: 'a@1' });
  t.deepEqual(told.becomes('n2', { log: 'a@1' }).broken, []);
  t.is(told.exercised('only-what-was-proposed'), 2);
});
