// What holds for every step of every server, whatever it hears: random walks.
import assert from 'node:assert/strict';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { boot } from '../../core/raft.ts';
import { EMPTY_DISK, persistentPart, type PersistentState } from '../../core/state.ts';
import { holds } from '../property-run.ts';
import { applied, kinds, sent } from './outcome.ts';
import { follow, walks, type Stride } from './random-walk.ts';
import { setOf, take } from './servers.ts';

/** Judges every stride of many walks. */
function always(t: ExecutionContext, judge: (stride: Stride) => void, numRuns = 100): void {
  const property = fc.property(walks(), (walk) => follow(walk, judge));
  holds(t, property, { numRuns });
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

test('A step is total and pure: it never throws, changes no argument, and repeats itself', (t) => {
  const roles = { follower: 0, candidate: 0, leader: 0 };
  const judge = ({ before, input, after }: Stride): void => {
    roles[before.role] += 1;
    // What a step shares with its argument is frozen with it: no later step can write to it.
    assert.deepEqual(take(frozen(before), frozen(input)), after);
  };
  always(t, judge, 300);
  const fewest = Math.min(...Object.values(roles));
  t.true(fewest > 300, `the walks say too little of some role: ${JSON.stringify(roles)}`);
});

test('5.1: "current term … increases monotonically"', (t) => {
  always(t, ({ before, after: { state } }) => {
    assert.ok(state.currentTerm >= before.currentTerm);
  });
});

test('5.2: "each server will vote for at most one candidate in a given term"', (t) => {
  always(t, ({ before, after: { state } }) => {
    if (state.currentTerm !== before.currentTerm || before.votedFor === null) return;
    assert.equal(state.votedFor, before.votedFor);
  });
});

test('Figure 2: persistent state is "updated on stable storage before responding": one write at most, and first', (t) => {
  always(t, ({ before, after: { state, effects } }) => {
    const changed = ['currentTerm', 'votedFor', 'log'] as const;
    const writes = changed.some((field) => state[field] !== before[field]);
    const places = kinds(effects).flatMap((kind, place) => (kind === 'persist' ? [place] : []));
    assert.deepEqual(places, writes ? [0] : []);
  });
});

test('Figure 2: after every step the disk holds what the server holds, and a restart finds it', (t) => {
  const property = fc.property(walks(), (walk) => {
    let disk: PersistentState = EMPTY_DISK;
    follow(walk, ({ after: { state, effects } }) => {
      for (const effect of effects) {
        if (effect.kind !== 'persist') continue;
        assert.ok(effect.synced, 'a write that is not synced is no write');
        disk = effect.record;
      }
      assert.deepEqual(disk, persistentPart(state));
      const restarted = boot(state.identity, disk);
      assert.deepEqual(persistentPart(restarted.state), disk);
      assert.equal(restarted.state.role, 'follower');
    });
  });
  holds(t, property);
});

test("5.1: every message carries the sender's current term, and none goes to the sender", (t) => {
  always(t, ({ after }) => {
    for (const { to, message } of sent(after)) {
      assert.equal(message.term, after.state.currentTerm);
      assert.notEqual(to, after.state.identity.self);
    }
  });
});

test('5.1: a request is answered once, to whom it came from; a reply is answered by requests alone', (t) => {
  always(t, ({ input, after }) => {
    if (input.kind !== 'received') return;
    const isReply = (kind: string): boolean => kind === 'voteReply' || kind === 'appendReply';
    const answers = sent(after).filter(({ message }) => isReply(message.kind));
    const expected = isReply(input.message.kind) ? [] : [input.from];
    assert.deepEqual(
      answers.map(({ to }) => to),
      expected,
    );
  });
});

test('5.3: Leader Append-Only: "a leader never overwrites or deletes entries in its log"', (t) => {
  always(t, ({ before, after: { state } }) => {
    if (before.role !== 'leader' || state.role !== 'leader') return;
    assert.deepEqual(state.log.slice(0, before.log.length), before.log);
  });
});

test('Figure 2: commitIndex and lastApplied increase "monotonically", and what is committed is applied in order', (t) => {
  always(t, ({ before, after }) => {
    const { commitIndex, lastApplied, log } = after.state;
    assert.ok(commitIndex >= before.commitIndex);
    assert.equal(lastApplied, commitIndex);
    const count = commitIndex - before.lastApplied;
    const places = Array.from({ length: count }, (_, place) => before.lastApplied + 1 + place);
    assert.deepEqual(applied(after), places);
    for (const effect of after.effects) {
      if (effect.kind === 'apply') assert.equal(effect.entry, log[effect.index - 1]);
    }
  });
});

test('Figure 2: only leaders hold nextIndex and matchIndex, and only candidates hold votes', (t) => {
  always(t, ({ after: { state } }) => {
    const { role, nextIndex, matchIndex, votesGranted, heardFrom, votedFor, identity } = state;
    assert.equal(nextIndex !== null, role === 'leader');
    assert.equal(matchIndex !== null, role === 'leader');
    if (role !== 'candidate') assert.equal(votesGranted, setOf([]));
    if (role !== 'leader') assert.equal(heardFrom, setOf([]));
    if (role !== 'follower') assert.equal(votedFor, identity.self);
    nextIndex?.forEach((next, place) => {
      if (place !== identity.self - 1) assert.ok(next > (matchIndex?.[place] ?? 0));
    });
  });
});

test('5.2: a leader always runs a heartbeat and a quorum check, everybody else an election timeout', (t) => {
  const property = fc.property(walks(), (walk) => {
    const running = new Set<string>(['election']);
    // A leader alone has nobody to send heartbeats to.
    fc.pre(walk.nodes > 1);
    follow(walk, ({ input, after }) => {
      if (input.kind === 'timerFired') running.delete(input.timer);
      for (const effect of after.effects) {
        if (effect.kind === 'setTimer') running.add(effect.timer);
        if (effect.kind === 'clearTimer') running.delete(effect.timer);
      }
      const isLeader = after.state.role === 'leader';
      assert.deepEqual([...running].sort(), isLeader ? ['heartbeat', 'quorumCheck'] : ['election']);
    });
  });
  holds(t, property);
});
