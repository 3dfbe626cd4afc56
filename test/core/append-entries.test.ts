// Following a leader: section 5.3, and AppendEntries' "Receiver implementation" in Figure 2.
import test from 'ava';
import type { RaftState } from '../../core/state.ts';
import { appendEntries, appendReply, type Append } from './messages.ts';
import { answer, applied, persisted, sent, timersSet } from './outcome.ts';
import { entries, hear, index, server } from './servers.ts';

/** What a follower makes of an AppendEntries of n2, in term 4. */
function follow(follower: RaftState, message: Omit<Append, 'leader' | 'term'>) {
  return hear(follower, 2, appendEntries({ leader: 2, term: 4, ...message }));
}

const FOLLOWER = server({ term: 4, log: [1, 1, 2] });
const PREV = { index: 3, term: 2 };

test('5.2: a server "remains in follower state as long as it receives valid RPCs"', (t) => {
  const after = follow(FOLLOWER, { prev: PREV });
  t.is(after.state, FOLLOWER);
  t.deepEqual(timersSet(after), ['election']);
});

test('Followers: even a leader whose entries do not fit renews the election timeout', (t) => {
  t.deepEqual(timersSet(follow(FOLLOWER, { prev: { index: 9, term: 4 } })), ['election']);
});

test('AppendEntries 1: a stale leader does not renew the election timeout', (t) => {
  const stale = appendEntries({ leader: 2, term: 3, prev: PREV, terms: [3] });
  t.deepEqual(timersSet(hear(FOLLOWER, 2, stale)), []);
});

const MISMATCHES = [
  { prev: { index: 4, term: 2 }, why: 'has no entry at prevLogIndex' },
  { prev: { index: 4, term: 0 }, why: 'has no entry there, and term 0 is no entry either' },
  { prev: { index: 3, term: 3 }, why: 'has an entry of an earlier term at prevLogIndex' },
  { prev: { index: 2, term: 2 }, why: 'has such an entry only elsewhere' },
];

for (const { prev, why } of MISMATCHES) {
  test(`AppendEntries 2: a follower that ${why} "refuses the new entries"`, (t) => {
    const after = follow(FOLLOWER, { prev, terms: [4], commit: 3 });
    t.is(after.state, FOLLOWER, 'neither log nor commitIndex may change');
    t.deepEqual(sent(after), [{ to: 2, message: appendReply(4, false, prev.index) }]);
  });
}

test('5.3: the first entry of all has nothing before it that could not match', (t) => {
  const after = follow(server({ term: 4 }), { terms: [1] });
  t.deepEqual(after.state.log, entries([1]));
  t.deepEqual(answer(after, 'appendReply'), appendReply(4, true, 1));
});

test('AppendEntries 4: "Append any new entries not already in the log"', (t) => {
  const after = follow(FOLLOWER, { prev: PREV, terms: [4, 4] });
  t.deepEqual(after.state.log, entries([1, 1, 2, 4, 4]));
  t.deepEqual(persisted(after)?.log, entries([1, 1, 2, 4, 4]));
  t.deepEqual(answer(after, 'appendReply'), appendReply(4, true, 5));
});

test('AppendEntries 3: "If an existing entry conflicts … delete the existing entry and all that follow it"', (t) => {
  const follower = server({ term: 4, log: [1, 1, 2, 2, 2, 3] });
  const after = follow(follower, { prev: PREV, terms: [2, 4] });
  t.deepEqual(after.state.log, entries([1, 1, 2, 2, 4]));
});

test('AppendEntries 3: a conflict in the first new entry takes all that follow it', (t) => {
  const follower = server({ term: 4, log: [1, 1, 2, 3, 3, 3] });
  t.deepEqual(follow(follower, { prev: PREV, terms: [4] }).state.log, entries([1, 1, 2, 4]));
});

test('AppendEntries 3: without a conflict nothing is deleted: an old message brings no loss', (t) => {
  const after = follow(FOLLOWER, { prev: { index: 1, term: 1 }, terms: [1] });
  t.is(after.state, FOLLOWER, 'an entry that the message does not name was cut off');
  t.is(persisted(after), null);
  t.deepEqual(answer(after, 'appendReply'), appendReply(4, true, 2));
});

test('5.3: "AppendEntries … performs a consistency check": a heartbeat deletes nothing', (t) => {
  const after = follow(FOLLOWER, { prev: { index: 1, term: 1 } });
  t.is(after.state, FOLLOWER);
  t.deepEqual(answer(after, 'appendReply'), appendReply(4, true, 1));
});

test('5.5: RPCs are idempotent: "if a follower receives … entries already present … it ignores those entries"', (t) => {
  const message = { prev: PREV, terms: [4, 4] };
  const once = follow(FOLLOWER, message);
  const twice = follow(once.state, message);
  t.is(twice.state, once.state);
  t.is(persisted(twice), null);
  t.deepEqual(sent(twice), sent(once), 'a second copy gets the same answer');
});

const COMMITS = [
  { leaderCommit: 2, terms: [4], becomes: 2, why: 'leaderCommit is the smaller one' },
  { leaderCommit: 9, terms: [4], becomes: 4, why: 'the last new entry is the smaller one' },
  { leaderCommit: 9, terms: [], becomes: 3, why: 'a heartbeat vouches for prevLogIndex' },
  { leaderCommit: 0, terms: [4], becomes: 1, why: 'it was there already' },
];

for (const { leaderCommit, terms, becomes, why } of COMMITS) {
  test(`AppendEntries 5: commitIndex becomes "min(leaderCommit, index of last new entry)": ${becomes}, as ${why}`, (t) => {
    const follower = server({ term: 4, log: [1, 1, 2], commitIndex: 1 });
    const after = follow(follower, { prev: PREV, terms, commit: leaderCommit });
    t.is(after.state.commitIndex, index(becomes));
  });
}

test('AppendEntries 5: entries that the message does not vouch for are not committed', (t) => {
  const after = follow(FOLLOWER, { prev: { index: 1, term: 1 }, commit: 3 });
  t.is(after.state.commitIndex, index(1), 'what follows prevLogIndex may still conflict');
});

test('AppendEntries 5: an old message does not take commitIndex back', (t) => {
  const follower = server({ term: 4, log: [1, 1, 2], commitIndex: 3 });
  for (const commit of [0, 1, 3]) {
    const after = follow(follower, { prev: { index: 1, term: 1 }, terms: [1], commit });
    t.is(after.state, follower, `leaderCommit ${commit}`);
  }
});

test('5.3: "Once a follower learns that a log entry is committed, it applies the entry … (in log order)"', (t) => {
  const follower = server({ term: 4, log: [1, 1, 2], commitIndex: 1 });
  const after = follow(follower, { prev: PREV, terms: [4], commit: 4 });
  t.deepEqual(applied(after), [2, 3, 4]);
  t.is(after.state.lastApplied, index(4));
  t.deepEqual(applied(follow(after.state, { prev: PREV, terms: [4], commit: 4 })), [], 'only once');
});
