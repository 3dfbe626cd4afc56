// What a search may forget: states that judge alike are the same, all others must differ.
import test from 'ava';
import { PROPERTIES } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { story, type Story } from './story.ts';

/** What judgements of a property may still depend on, as a search compares it. */
function safetyStateOf(told: Story, id: PropertyId): unknown {
  const index = PROPERTIES.findIndex((property) => property.id === id);
  return PROPERTIES[index]?.safetyState?.(told.check.memories[index]);
}

test('what is on the disks matters, and when it was written does not', (t) => {
  const of = (told: Story): unknown => safetyStateOf(told, 'commit-is-durable');
  t.deepEqual(of(story(2).persists('n1', 'a@1')), [[{ term: 1, command: 'a' }], []]);
  const later = story(2).becomes('n2', { currentTerm: 1 }).persists('n1', 'a@1');
  t.deepEqual(of(later), of(story(2).persists('n1', 'a@1')));
});

test('who voted for whom matters, and neither the order of votes nor what became of them', (t) => {
  const of = (told: Story): unknown => safetyStateOf(told, 'one-vote-per-term');
  const forth = story(3).stands('n3').votes('n2', 'n3', 1).stands('n1');
  t.deepEqual(of(forth), [[1, ['n1 for n1', 'n2 for n3', 'n3 for n3']]]);
  const back = story(3).stands('n1').stands('n3').votes('n2', 'n3', 1);
  t.deepEqual(of(back), of(forth));
  t.deepEqual(of(back.crashes('n2').boots('n2', { currentTerm: 1 })), of(forth));
});

test('votes of the term that reached a node matter, once each and in no order', (t) => {
  const of = (told: Story): unknown => safetyStateOf(told, 'leader-has-quorum');
  const told = story(3)
    .stands('n1')
    .getsVote('n1', 'n3', 1)
    .getsVote('n1', 'n2', 1)
    .getsVote('n1', 'n3', 1)
    .getsVote('n1', 'n2', 7);
  t.deepEqual(of(told), [[1, ['n2 to n1', 'n3 to n1']]]);
});

test('leaders matter by term, with the log that each was elected with', (t) => {
  const told = story(3).becomes('n1', { currentTerm: 1, log: 'a@1' }).elects('n1');
  t.deepEqual(safetyStateOf(told, 'election-safety'), [[2, 1]]);
  const log = [{ term: 1, command: 'a' }];
  t.deepEqual(safetyStateOf(told, 'leader-completeness'), [[], [[2, [log]]]]);
  told.becomes('n1', { commitIndex: 1 });
  const [entry] = log;
  t.deepEqual(safetyStateOf(told, 'leader-completeness'), [[[entry, 2]], [[2, [log]]]]);
});

test('what was applied first at each index matters, and how far each node came', (t) => {
  const told = story(2).applies('n2', 1, 'a@1').applies('n2', 2, 'b@1').applies('n1', 1, 'a@1');
  const entries = ['a', 'b'].map((command) => ({ term: 1, command }));
  t.deepEqual(safetyStateOf(told, 'state-machine-safety'), [entries, [1, 2]]);
});

test('the highest term of each node matters', (t) => {
  const told = story(2).becomes('n2', { currentTerm: 3 }).crashes('n2');
  t.deepEqual(safetyStateOf(told, 'term-monotonic'), [0, 3]);
});
