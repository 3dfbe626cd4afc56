// Each cause of a broken safety property, in a trace written by hand.
import test from 'ava';
import { BETWEEN_STEPS } from '../../../trace/event.ts';
import { message, Scribe, view } from '../written.ts';
import { boot, causesOf, logOf, storyOf, timer, viewWith } from './told.ts';

const answer = { kind: 'appendReply', term: 2, success: true } as const;

test('a leader that counts replicas of an older term: on whom, and of which term', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 2, { log: 'a@1', matchIndex: [1, 0, 0] }));
  scribe.node(boot(2), viewWith('follower', 2, { log: 'a@1' }));
  scribe.sent(message(2, 1, answer));
  const committed = { log: 'a@1', commitIndex: 1, matchIndex: [1, 1, 0] };
  scribe.node(message(2, 1, answer), viewWith('leader', 2, committed));
  t.deepEqual(causesOf(scribe, 3, 'commits-own-term'), [
    'n1 counted the replicas of entry 1 on itself and n2 at step 1, though that entry is of ' +
      'term 1, not of its own term 2.',
  ]);
});

test('an entry that is counted before it is on a disk: whose disk, and which step', (t) => {
  const counting = { log: 'a@2', commitIndex: 1 };
  const alone = new Scribe();
  alone.node(boot(1), viewWith('leader', 2, { matchIndex: [0] }));
  const proposed = { kind: 'proposed', node: 1, command: 'a' } as const;
  alone.node(proposed, viewWith('leader', 2, { ...counting, matchIndex: [1] }));
  t.deepEqual(causesOf(alone, 1, 'commit-is-durable'), [
    'n1 counted its own entry 1 at step 1 while the entry was not on its disk.',
  ]);
  const durable = { currentTerm: 2, votedFor: null, log: logOf('a@2') };
  const entries = { kind: 'appendEntries', term: 2 } as const;
  const pair = new Scribe();
  pair.node(boot(1), viewWith('leader', 2, { log: 'a@2', matchIndex: [1, 0] }));
  pair.node(boot(2), viewWith('follower', 2, {}));
  pair.quiet({ kind: 'persisted', node: 1, durable, synced: true }).sent(message(1, 2, entries));
  pair.node(message(1, 2, entries), viewWith('follower', 2, { log: 'a@2' }));
  pair.sent(message(2, 1, answer));
  pair.node(message(2, 1, answer), viewWith('leader', 2, { ...counting, matchIndex: [1, 1] }));
  t.deepEqual(causesOf(pair, 2, 'commit-is-durable'), [
    "n2 answered n1's AppendEntries at step 1 while entry 1 was not on its disk.",
  ]);
});

test('a leader that learns of a higher term and stays leader: from whom it learned', (t) => {
  const ask = { kind: 'requestVote', term: 2 } as const;
  const scribe = new Scribe();
  scribe.node(boot(1), view('leader', 1, 1)).node(boot(2), view('follower', 1, 1));
  scribe.node(timer(2), view('candidate', 2, 2)).sent(message(2, 1, ask));
  scribe.node(message(2, 1, ask), view('leader', 2, 2));
  t.deepEqual(causesOf(scribe, 2, 'leader-has-quorum'), [
    "n1 learned of term 2 from n2's request for votes at step 2, and did not step down to " +
      'follower.',
  ]);
});

test('a voter that had voted: what its votedFor was', (t) => {
  const ask = { kind: 'requestVote', term: 1 } as const;
  const vote = { kind: 'voteReply', term: 1, voteGranted: true } as const;
  const scribe = new Scribe();
  scribe.node(boot(1), view('follower', 0, null)).node(boot(2), view('follower', 0, null));
  scribe.node(timer(1), view('candidate', 1, 1)).sent(message(1, 2, ask));
  scribe.node(timer(2), view('candidate', 1, 2));
  scribe.node(message(1, 2, ask), view('candidate', 1, 1)).sent(message(2, 1, vote));
  t.deepEqual(causesOf(scribe, 2, 'one-vote-per-term'), [
    'n2 voted for n1 at step 3 although its votedFor was itself.',
  ]);
  const { text = '' } = storyOf(scribe, 2, 'one-vote-per-term').rows.at(-1) ?? {};
  t.regex(text, /although its vote was for itself \(request for votes sent at step 1\)$/);
});

test('a disk that gives back what was dropped: what was held, what came, and which step', (t) => {
  const entries = { kind: 'appendEntries', term: 2 } as const;
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, { log: 'a@1 b@1' }));
  scribe.node(message(2, 1, entries), viewWith('follower', 2, { log: 'c@2' }));
  scribe.node({ kind: 'crashed', node: 1, ...BETWEEN_STEPS, lostWrites: 0 }, null);
  scribe.node(boot(1, 1), viewWith('follower', 2, { log: 'c@2 b@1' }));
  t.deepEqual(causesOf(scribe, 2, 'log-matching'), [
    'n1 held [c@2] when it crashed; its disk gave back [c@2 b@1] at step 2, with entry 2, which ' +
      'n1 had dropped at step 1.',
  ]);
  const [dropped, restarted] = storyOf(scribe, 2, 'log-matching').rows;
  t.regex(dropped?.text ?? '', /replaces entries 1 to 2 \[a@1 b@1\] by \[c@2\]$/);
  t.regex(restarted?.text ?? '', /term 2, no vote, log \[c@2 b@1\] \(before the crash \[c@2\]\)$/);
});

test('a log that comes back as it was is no cause, and not worth a word', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('follower', 1, { log: 'a@1' }));
  scribe.node({ kind: 'crashed', node: 1, ...BETWEEN_STEPS, lostWrites: 0 }, null);
  scribe.node(boot(1, 1), viewWith('follower', 1, { log: 'a@1' }));
  t.deepEqual(causesOf(scribe, 1, 'log-matching'), []);
  t.notRegex(storyOf(scribe, 1, 'log-matching').rows.at(-1)?.text ?? '', /log/);
});

test('a vote of an older term that makes a leader: whose, and which step', (t) => {
  const vote = { kind: 'voteReply', term: 1, voteGranted: true } as const;
  const scribe = new Scribe();
  scribe.node(boot(1), view('candidate', 2, 1)).node(boot(2), view('follower', 1, 1));
  scribe.sent(message(2, 1, vote)).node(message(2, 1, vote), view('leader', 2, 1));
  t.deepEqual(causesOf(scribe, 2, 'leader-has-quorum'), [
    "n1 counted n2's vote of term 1 at step 1, and led term 2.",
  ]);
});
