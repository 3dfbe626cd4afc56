import test from 'ava';
import { nearNames } from '../../trace/near-names.ts';
import { ACTIONS } from '../../faults/catalogue.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { REGISTRY } from '../../targets/registry.ts';

const TARGETS = REGISTRY.map(({ name }) => name);
const KINDS = ACTIONS.map(({ kind }) => kind);

test('A slip of the keys is near to the name that was meant', (t) => {
  const slips: readonly (readonly [string, readonly string[], string])[] = [
    ['tutoral', TARGETS, 'tutorial'],
    ['partiiton', KINDS, 'partition'],
    ['cut-link', KINDS, 'cutLink'],
    ['CRASH', KINDS, 'crash'],
    ['vote_not_persisted', TARGETS, 'vote-not-persisted'],
  ];
  for (const [text, known, name] of slips) {
    t.is(nearNames(text, known)[0], name, `${text}: ${name} must be named first`);
  }
});

test('A part of a name is near to it, and never more than three names are told', (t) => {
  const ids = PROPERTIES.map(({ id }) => id);
  t.deepEqual(nearNames('safety', ids), ['election-safety', 'state-machine-safety']);
  const votes = TARGETS.filter((name) => name.includes('vote'));
  t.true(votes.length > 3, 'this test needs more than three names with one part in common');
  t.is(nearNames('vote', TARGETS).length, 3);
});

test('Another word is near to nothing', (t) => {
  for (const text of ['', 'x', 'paxos', '__proto__', '\u001b[2J', 'y'.repeat(100_000)]) {
    t.deepEqual(nearNames(text, TARGETS), [], `nothing is like ${text.slice(0, 20)}`);
  }
});
