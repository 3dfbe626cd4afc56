// Traces that come close to a cause without its fact: the report must not claim it.
import test from 'ava';
import { BETWEEN_STEPS, type Received } from '../../../trace/event.ts';
import { message, Scribe } from '../written.ts';
import { boot, causesOf, logOf, timer, viewWith } from './told.ts';

interface Entries {
  readonly term: number;
  readonly prevLogIndex?: number;
  readonly prevLogTerm?: number;
  readonly entries?: readonly unknown[];
}

/** AppendEntries of n1 to n2, with the fields of Figure 2. */
function append({ term, ...fields }: Entries): Received {
  return { ...message(1, 2, { kind: 'appendEntries', term }), message: fields };
}

const answer = (term: number, success = true) => ({ kind: 'appendReply', term, success }) as const;

test('AppendEntries of a past term that change nothing are obeyed by nobody', (t) => {
  const follower = viewWith('follower', 2, { log: 'a@1' });
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, { log: 'b@1' })).node(boot(2), follower);
  scribe.sent(append({ term: 1 })).node(append({ term: 1 }), follower);
  t.deepEqual(causesOf(scribe, 2, 'log-matching'), []);
});

test('a log that changes to what the stale leader does not hold was changed by something else', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, { log: 'a@1' }));
  scribe.node(boot(2), viewWith('follower', 2, {})).sent(append({ term: 1 }));
  scribe.node(append({ term: 1 }), viewWith('follower', 2, { log: 'x@2' }));
  t.deepEqual(causesOf(scribe, 2, 'log-matching'), []);
});

test('whoever moves on to a higher term while a stale leader writes obeys that term', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, { log: 'a@1' }));
  scribe.node(boot(2), viewWith('candidate', 2, {})).sent(append({ term: 1 }));
  scribe.node(append({ term: 1 }), viewWith('follower', 3, { log: 'a@1' }));
  t.deepEqual(causesOf(scribe, 2, 'log-matching'), []);
});

/** n2 with this log gets AppendEntries that follow entry 1 of term 2, and answers. */
function followedUp(log: string, leaderLog: string, success: boolean): readonly string[] {
  const sent = append({ term: 2, prevLogIndex: 1, prevLogTerm: 2 });
  const follower = viewWith('follower', 2, { log });
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 2, { log: leaderLog })).node(boot(2), follower);
  scribe
    .sent(sent)
    .node(sent, follower)
    .sent(message(2, 1, answer(2, success)));
  scribe.node(message(2, 1, answer(2, success)), viewWith('leader', 2, { log: leaderLog }));
  return causesOf(scribe, 2, 'log-matching');
}

test('AppendEntries are taken wrongly only if they do not match, and are not refused', (t) => {
  t.deepEqual(followedUp('a@1', 'b@2', true), [
    "n2 took n1's AppendEntries with prevLogIndex 1 and prevLogTerm 2 at step 1, though its " +
      'entry 1 was of term 1.',
  ]);
  t.deepEqual(followedUp('b@2', 'b@2', true), [], 'the entries match');
  t.deepEqual(followedUp('a@1', 'b@2', false), [], 'it refused them');
  t.deepEqual(followedUp('a@1', 'z@1 b@2', true), [], 'the sender counts indices from 0');
});

interface Counted {
  /** What n2 holds when it answers n1, the leader of term 2 with entry a. */
  readonly held: string;
  readonly onDisk: string;
  /** What n1 knows of n3, which has the entry. */
  readonly third?: number;
  /** What n1 says of itself. */
  readonly own?: number;
}

/** n1 commits entry 1 of term 2 on the answer of n2. */
function committed({ held, onDisk, third = 0, own = 1 }: Counted): Scribe {
  const durable = { currentTerm: 2, votedFor: null };
  const log = 'a@2';
  const sent = append({ term: 2, prevLogIndex: 0, prevLogTerm: 0, entries: [] });
  const scribe = new Scribe();
  const matchIndex = [own, 0, third];
  scribe.node(boot(3), viewWith('follower', 2, { log }));
  scribe.node(boot(1), viewWith('leader', 2, { log, matchIndex }));
  scribe.quiet({
    kind: 'persisted',
    node: 1,
    durable: { ...durable, log: logOf(log) },
    synced: true,
  });
  scribe.node(boot(2), viewWith('follower', 2, { log: held })).sent(sent);
  const disk = { ...durable, log: logOf(onDisk) };
  scribe.quiet({ kind: 'persisted', node: 2, durable: disk, synced: true }).quiet(sent);
  scribe.sent(message(2, 1, answer(2)));
  const after = { log, matchIndex: matchIndex.with(1, 1), commitIndex: 1 };
  return scribe.node(message(2, 1, answer(2)), viewWith('leader', 2, after));
}

test('an answer is no false match if its sender held the entry, in its log and on its disk', (t) => {
  const claim =
    "n1 took n2's answer, to AppendEntries up to index 0, as a match up to index 1 at step 2; " +
    "when it answered at step 1, n2's log was [x@1].";
  t.deepEqual(causesOf(committed({ held: 'x@1', onDisk: 'x@1' }), 3, 'leader-completeness'), [
    claim,
  ]);
  const tooSoon = "n2 answered n1's AppendEntries at step 1 while entry 1 was not on its disk.";
  t.deepEqual(causesOf(committed({ held: 'a@2', onDisk: '' }), 3, 'leader-completeness'), [
    tooSoon,
  ]);
  t.deepEqual(causesOf(committed({ held: 'a@2', onDisk: 'a@2' }), 3, 'leader-completeness'), []);
});

test('a false match is no cause where a majority held the entry without it', (t) => {
  const scribe = committed({ held: 'x@1', onDisk: 'x@1', third: 1 });
  t.deepEqual(causesOf(scribe, 3, 'leader-completeness'), []);
});

test('a leader that shows no matchIndex of its own holds its entries all the same', (t) => {
  const scribe = committed({ held: 'a@2', onDisk: 'a@2', own: 0 });
  t.deepEqual(causesOf(scribe, 3, 'leader-completeness'), []);
});

test('an entry that a later leader replaced was not dropped by mistake', (t) => {
  const dropped = (term: number): readonly string[] => {
    const scribe = committed({ held: 'a@2', onDisk: 'a@2' });
    const sent = message(3, 2, { kind: 'appendEntries', term });
    // How n3 came to lead is not shown.
    scribe.node(boot(3, 1), viewWith('leader', term, {}));
    scribe.sent(sent).node(sent, viewWith('follower', term, {}));
    scribe.node(timer(1), viewWith('follower', 2, { log: 'a@2' }));
    scribe.sent(message(3, 1, { kind: 'appendEntries', term }));
    scribe.node(message(3, 1, { kind: 'appendEntries', term }), viewWith('follower', term, {}));
    return causesOf(scribe, 3, 'leader-completeness');
  };
  t.deepEqual(dropped(2), [
    'n2 dropped entry 1 [a@2] at step 4, after it had answered n1 that it held it at step 1.',
  ]);
  t.deepEqual(dropped(3), []);
});

/** n1 stood in term 1, tells n2, crashes, and comes back in term 0. */
function forgetful(writes: 'term' | 'nothing'): readonly string[] {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('follower', 0, {})).node(boot(2), viewWith('follower', 0, {}));
  scribe.node(timer(1), viewWith('candidate', 1, { votedFor: 1 }));
  const durable = { currentTerm: 1, votedFor: 1, log: [] };
  if (writes === 'term') scribe.quiet({ kind: 'persisted', node: 1, durable, synced: true });
  scribe.sent(message(1, 2, { kind: 'requestVote', term: 1 }));
  scribe.node({ kind: 'crashed', node: 1, ...BETWEEN_STEPS, lostWrites: 0 }, null);
  scribe.node(boot(1, 1), viewWith('follower', 0, {}));
  return causesOf(scribe, 2, 'term-monotonic');
}

test('a term that was on the disk is not said to be forgotten by a write that came late', (t) => {
  t.deepEqual(forgetful('term'), []);
  t.deepEqual(forgetful('nothing'), [
    'n1 sent n2 a request for votes of term 1 at step 1 while its disk held nothing; the crash ' +
      'at step 2 forgot that term.',
  ]);
});

test('a leader that steps down for a stale leader is named, one that meets its equal is not', (t) => {
  const steppedDown = (term: number): readonly string[] => {
    const scribe = new Scribe();
    scribe.node(boot(1), viewWith('leader', term, {})).node(boot(2), viewWith('leader', 2, {}));
    scribe.sent(append({ term })).node(append({ term }), viewWith('follower', 2, {}));
    return causesOf(scribe, 2, 'stable-leader');
  };
  t.deepEqual(steppedDown(1), [
    "n2 obeyed n1's AppendEntries of term 1 at step 1, though it was in term 2 itself.",
  ]);
  t.deepEqual(steppedDown(2), []);
});

/** What n2 is told and commits, one message after the other. */
type Commits = readonly (readonly [leaderCommit: number, entries: number, commitIndex: number])[];

function committedUpTo(commits: Commits): readonly string[] {
  const log = 'a@2 b@2';
  const scribe = new Scribe();
  scribe
    .node(boot(1), viewWith('leader', 2, { log }))
    .node(boot(2), viewWith('follower', 2, { log }));
  for (const [place, [leaderCommit, count, commitIndex]] of commits.entries()) {
    const entries = new Array<null>(count).fill(null);
    const fields = { prevLogIndex: 0, prevLogTerm: 0, entries, leaderCommit };
    const sent = { ...append({ term: 2 }), ordinal: place + 1, message: fields };
    scribe.sent(sent).node(sent, viewWith('follower', 2, { log, commitIndex }));
  }
  return causesOf(scribe, 2, 'state-machine-safety');
}

test('a follower commits too much only if no message has allowed it', (t) => {
  t.deepEqual(committedUpTo([[2, 1, 2]]), [
    "n2 committed up to index 2 at step 1, though n1's AppendEntries ended with index 1.",
  ]);
  t.deepEqual(committedUpTo([[1, 2, 2]]), [
    "n2 committed up to index 2 at step 1, though n1's AppendEntries had leaderCommit 1.",
  ]);
  t.deepEqual(committedUpTo([[2, 2, 2]]), []);
  t.deepEqual(
    committedUpTo([
      [2, 2, 0],
      [2, 0, 2],
    ]),
    [],
    'the first message allowed it',
  );
});

test('entries behind a replaced one are kept wrongly only if the leader lacks them', (t) => {
  const replaced = (leaderLog: string): readonly string[] => {
    const scribe = new Scribe();
    scribe.node(boot(1), viewWith('leader', 2, { log: leaderLog }));
    scribe.node(boot(2), viewWith('follower', 2, { log: 'x@1 b@2' })).sent(append({ term: 2 }));
    scribe.node(append({ term: 2 }), viewWith('follower', 2, { log: 'a@2 b@2' }));
    return causesOf(scribe, 2, 'log-matching');
  };
  t.deepEqual(replaced('a@2'), [
    "n2 replaced entry 1 by n1's at step 1, and kept [b@2] behind it.",
  ]);
  t.deepEqual(replaced('a@2 b@2'), []);
});

test('a vote that was never written is not said to wait for its disk, whatever else does', (t) => {
  const lost = (writesVote: boolean): readonly string[] => {
    const empty = { currentTerm: 0, votedFor: null, log: [] };
    const write = { kind: 'persisted', node: 3, durable: empty, synced: false } as const;
    const ask = (from: number) => message(from, 3, { kind: 'requestVote', term: 1 });
    const grant = { kind: 'voteReply', term: 1, voteGranted: true } as const;
    const scribe = new Scribe();
    scribe.node(boot(3), viewWith('follower', 0, {})).quiet(timer(3, 'other'));
    scribe.quiet(write).quiet(timer(3, 'other'));
    for (const node of [1, 2]) {
      scribe.node(boot(node), viewWith('candidate', 1, { votedFor: node }));
      scribe.sent(ask(node));
    }
    scribe.node(ask(1), viewWith('follower', 1, { votedFor: 1 }));
    if (writesVote) scribe.quiet(write);
    scribe.sent(message(3, 1, grant));
    scribe.node({ kind: 'crashed', node: 3, ...BETWEEN_STEPS, lostWrites: 1 }, null);
    scribe.node(boot(3, 1), viewWith('follower', 0, {}));
    scribe.node(ask(2), viewWith('follower', 1, { votedFor: 2 })).sent(message(3, 2, grant));
    scribe.node(message(3, 1, grant), viewWith('leader', 1, { votedFor: 1 }));
    scribe.node(message(3, 2, grant), viewWith('leader', 1, { votedFor: 2 }));
    return causesOf(scribe, 3, 'one-vote-per-term');
  };
  t.regex(lost(true)[0] ?? '', /lost its vote for n1 in the crash .*: it had not been synced\.$/);
  t.regex(lost(false)[0] ?? '', /lost its vote for n1 in the crash .*: it had not been written\.$/);
});
