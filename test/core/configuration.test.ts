// Who is in a cluster, and how many of them decide.
import test from 'ava';
import fc from 'fast-check';
import {
  entryOf,
  forEachMember,
  isAlone,
  isPeer,
  majorityOf,
  memberCount,
  peersOf,
  withEntry,
} from '../../core/configuration.ts';
import type { Identity } from '../../core/state.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import { holds } from '../property-run.ts';

const anyIdentity = fc.integer({ min: 1, max: 9 }).chain((nodes) =>
  fc.record<Identity>({
    self: fc.integer({ min: 1, max: nodes }),
    nodes: fc.constant(nodes),
    timing: fc.constant(LAB_TIMING),
  }),
);

test('The peers of a server are all members but itself, in ascending order', (t) => {
  holds(
    t,
    fc.property(anyIdentity, (identity) => {
      const peers = peersOf(identity);
      const members = [...peers, identity.self].sort((a, b) => a - b);
      t.deepEqual(
        members,
        Array.from({ length: identity.nodes }, (_, slot) => slot + 1),
      );
      t.deepEqual(
        [...peers].sort((a, b) => a - b),
        peers,
      );
      t.is(isAlone(identity), peers.length === 0);
      t.is(memberCount(identity), peers.length + 1);
    }),
  );
});

test('A peer is a member and not the server itself: no other sender is heard', (t) => {
  holds(
    t,
    fc.property(anyIdentity, fc.integer({ min: -1, max: 11 }), (identity, node) => {
      t.is(isPeer(identity, node), peersOf(identity).includes(node));
    }),
  );
});

test('5.2: two majorities share a server, and no smaller number of servers is one', (t) => {
  for (let members = 1; members <= 9; members += 1) {
    t.true(2 * majorityOf(members) > members);
    t.true(2 * (majorityOf(members) - 1) <= members);
  }
});

test('A list with one value for each member changes at one member alone', (t) => {
  holds(
    t,
    fc.property(anyIdentity, (identity) => {
      const changed = withEntry(forEachMember(identity, 0), identity.self, 7);
      t.is(entryOf(changed, identity.self), 7);
      for (const peer of peersOf(identity)) t.is(entryOf(changed, peer), 0);
      t.is(entryOf(changed, identity.nodes + 1), undefined);
    }),
  );
});
