import test from 'ava';
import { PROPERTIES, propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';

/** Every id, in the order of its definition; `satisfies` refuses a wrong one. */
const IDS = [
  'election-safety',
  'one-vote-per-term',
  'eventual-leader',
  'leader-has-quorum',
  'term-monotonic',
  'leader-append-only',
  'log-matching',
  'leader-completeness',
  'state-machine-safety',
  'commit-monotonic',
  'match-monotonic',
  'commits-own-term',
  'commit-is-durable',
  'stable-leader',
  'stale-leader-steps-down',
  'no-leader-without-quorum',
  'progress',
  'never-throws',
  'applies-committed',
  'convergence',
  'waits-its-turn',
  'quiet-when-idle',
  'leader-speaks',
  'learns-higher-term',
  'speaks-own-term',
  'only-what-was-proposed',
  'leader-electable',
  'proposal-committable',
] as const satisfies readonly PropertyId[];

/** Does not compile if an id is missing above. */
const complete: Exclude<PropertyId, (typeof IDS)[number]> extends never ? true : false = true;

test('the catalogue holds every property once, in order, the three asked for first', (t) => {
  t.true(complete);
  t.deepEqual(
    PROPERTIES.map(({ id }) => id),
    IDS,
  );
  t.deepEqual(
    PROPERTIES.slice(0, 3).map(({ id }) => id),
    ['election-safety', 'one-vote-per-term', 'eventual-leader'],
  );
});

test('each property can be found by its id', (t) => {
  for (const property of PROPERTIES) t.is(propertyNamed(property.id), property);
});

test('each property says in a few words what it claims, and who said so', (t) => {
  for (const { id, claim, source } of PROPERTIES) {
    t.true(claim.length > 0 && claim.length <= 72, `${id}: make the claim one short line`);
    t.regex(source, /Raft paper|dissertation/, `${id}: cite the sentence that it rests on`);
  }
});
