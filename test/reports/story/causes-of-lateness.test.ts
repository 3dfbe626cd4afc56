// Causes of what does not come in time: did the other side say so, and which step shows it?
import test from 'ava';
import type { Received } from '../../../trace/event.ts';
import { mismatch } from '../../../reports/story/causes/refused-entries.ts';
import { Scribe, message, view } from '../written.ts';
import { boot, causesOf, timer, viewWith } from './told.ts';

const LATE_MS = 9_000;

function entries(content: object): Received {
  return { ...message(1, 2, { kind: 'appendEntries', term: 1 }), message: content };
}

/** n1 commits, and says so or not; n2 never commits. */
function behind(leaderCommit: number): readonly string[] {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, { log: 'a@1', commitIndex: 0 }));
  scribe.node(boot(2), viewWith('follower', 1, { log: 'a@1' }));
  const committed = viewWith('leader', 1, { log: 'a@1', commitIndex: 1 });
  scribe.at(5).node(message(2, 1, { kind: 'appendReply', term: 1 }), committed);
  for (let beat = 1; beat <= 3; beat += 1) {
    const flight = { ...entries({ leaderCommit }), ordinal: beat };
    scribe
      .sent(flight)
      .at(10 * beat)
      .quiet(flight);
  }
  return causesOf(scribe, 2, 'convergence', LATE_MS);
}

test('a follower that was told of a commit, and one that was not, are told apart', (t) => {
  t.is(
    behind(1)[0],
    'n2 received 3 AppendEntries with leaderCommit 1, the first at step 2, and its commitIndex ' +
      'stayed 0.',
  );
  t.is(
    behind(0)[0],
    'n1 did not tell n2 that index 1 is committed: the 3 AppendEntries that reached n2 after n1 ' +
      'had committed carried leaderCommit 0.',
  );
});

test('what reached a follower before everything healed is not said to have never come', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, { log: 'a@1', commitIndex: 1 }));
  scribe.node(boot(2), viewWith('follower', 1, { log: 'a@1' }));
  const flight = entries({ leaderCommit: 1 });
  scribe.sent(flight).at(5).quiet(flight).at(10).quiet({ kind: 'healed' });
  scribe.at(20).quiet(timer(1, 'heartbeat'));
  t.is(
    causesOf(scribe, 2, 'convergence', LATE_MS)[0],
    'No AppendEntries of n1 reached n2 in the last 9010 ms.',
  );
});

test('a message that is still under way at the end is not said to be lost', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, {})).node(boot(2), viewWith('follower', 1, {}));
  const reply = message(2, 1, { kind: 'appendReply', term: 1 });
  scribe.at(LATE_MS).quiet(timer(1)).quiet(timer(2)).sent(reply).quiet(reply).sent(entries({}));
  t.deepEqual(causesOf(scribe, 2, 'progress', 10), [
    'n2 received nothing in the last 9010 ms, though it sent a message itself: the one message ' +
      'to it did not arrive.',
  ]);
});

test('an entry that is not applied: when it was committed, and what was applied at all', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('leader', 1, {}));
  const proposed = { kind: 'proposed', node: 1, command: 'a' } as const;
  scribe.at(600).node(proposed, viewWith('leader', 1, { log: 'a@1', commitIndex: 1 }));
  t.deepEqual(causesOf(scribe, 1, 'applies-committed', 1600), [
    'n1 committed entry 1 at step 1 (600 ms); 1600 ms later it had applied nothing at all.',
  ]);
  scribe.quiet({ kind: 'applied', node: 1, index: 1, entry: { term: 1, command: 'a' } });
  t.deepEqual(causesOf(scribe, 1, 'applies-committed', 1600), []);
});

test('a request that is refused for the log, and whose term is not learned, says both', (t) => {
  const ask = { kind: 'requestVote', term: 2 } as const;
  const refusal = { kind: 'voteReply', term: 1, voteGranted: false } as const;
  const scribe = new Scribe();
  scribe.node(boot(1), viewWith('follower', 1, { log: 'a@1', votedFor: 1 }));
  scribe.node(boot(2), view('follower', 1, 1)).quiet({ kind: 'healed' });
  scribe
    .at(500)
    .node(timer(2), view('candidate', 2, 2))
    .sent(message(2, 1, ask));
  scribe
    .at(505)
    .quiet(message(2, 1, ask))
    .sent(message(1, 2, refusal));
  t.deepEqual(
    causesOf(scribe, 2, 'eventual-leader', LATE_MS)[0],
    [
      "n2's request for votes of term 2 reached n1 at step 3, which refused it for its log " +
        '(entry 1 of term 1 against no entry) and stayed follower of term 1.',
    ][0],
  );
});

test('entries that are refused say whether the leader went back in its log', (t) => {
  const after = view('follower', 1, null);
  const refusedAt = (step: number, prevLogIndex: number) => ({
    line: { step, timeMs: step, event: entries({}), before: after, after },
    event: entries({ prevLogIndex, prevLogTerm: 1 }),
    after,
  });
  const said = (...indices: readonly number[]): string =>
    mismatch(indices.map((index, at) => refusedAt(at + 1, index))).text(() => 'at step 1');
  const who = 'n2 refused AppendEntries of n1 at step 1';
  t.is(
    said(3, 3),
    'n1 never sent n2 a prevLogIndex below 3, though n2 refused 2 AppendEntries, the first at ' +
      'step 1: its log was empty.',
  );
  const first = `${who}, and once more, with prevLogIndex 3 and prevLogTerm 1`;
  t.is(said(3, 2), `${first}: its log was empty.`);
  const lowest = 'with prevLogIndex 0 and prevLogTerm 1: though every log agrees on index 0.';
  t.is(said(0), `${who}, ${lowest}`);
});
