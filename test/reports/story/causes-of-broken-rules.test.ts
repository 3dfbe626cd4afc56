// Raft with one rule broken by hand, in the shortest run that shows it: which cause a report names.
import test from 'ava';
import { lastIndex } from '../../../core/log.ts';
import { PAPER_RULES, type RaftRules } from '../../../core/rules.ts';
import { crash, crashWithin, deliver, fire, propose } from '../../../simulator/decide.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { matchAssumedAtElection } from '../../../targets/mutants/match-assumed-at-election.ts';
import { Wires } from '../../targets/wires.ts';
import { elect, raftWith, toldOf } from './broken-by-hand.ts';

test('a follower that obeys the leader of a past term: whose message, and in which term it was', (t) => {
  const target = raftWith({ recognizes: () => true });
  const run = new Wires(target);
  elect(run, 2, 1);
  run.deliverNewest(2, 3);
  elect(run, 3, 1);
  run.propose(3, 'new');
  run.deliverNewest(3, 1);
  run.deliverNewest(1, 3);
  run.propose(2, 'old');
  run.deliverNewest(2, 1);
  elect(run, 1, 2);
  const { causes } = toldOf(target, run.decisions, 'leader-completeness');
  t.deepEqual(causes, [
    "n1 obeyed n2's AppendEntries of term 1 at step 12, though it was in term 2 itself.",
  ]);
});

/** The follower n3 has an entry of its own from term 1, and answers a heartbeat of n2 in term 2. */
function heartbeatOverOldEntry(target: PureTarget): Wires {
  const run = new Wires(target);
  elect(run, 3, 1);
  run.deliverNewest(3, 2);
  run.propose(3, 'old');
  elect(run, 2, 1);
  run.deliverNewest(2, 3, 'appendEntries');
  run.propose(2, 'new');
  run.deliverNewest(3, 2, 'appendReply');
  return run;
}

test('an answer with the last index of a log: what was asked, and what the log was', (t) => {
  const replyIndex: RaftRules['replyIndex'] = (log, { prevLogIndex }, matches) => {
    return matches ? lastIndex(log) : prevLogIndex;
  };
  const target = raftWith({ replyIndex });
  const { causes } = toldOf(target, heartbeatOverOldEntry(target).decisions, 'commit-is-durable');
  t.deepEqual(causes, [
    "n2 took n3's answer, to AppendEntries up to index 0, as a match up to index 1 at step 11; " +
      "when it answered at step 9, n3's log was [old@1].",
  ]);
});

test('a follower that ignores prevLogTerm: both entries that it should have compared', (t) => {
  const target = raftWith({
    logMatches: (log, { prevLogIndex }) => prevLogIndex <= lastIndex(log),
  });
  const run = new Wires(target);
  elect(run, 3, 1);
  run.deliverNewest(3, 2);
  elect(run, 2, 1);
  run.propose(2, 'new');
  run.deliverNewest(2, 1);
  run.deliverNewest(1, 2);
  run.fire(2, 'heartbeat');
  run.deliverNewest(2, 1);
  run.propose(3, 'old');
  elect(run, 1, 2);
  run.deliverNewest(1, 3);
  const { causes } = toldOf(target, run.decisions, 'state-machine-safety');
  t.deepEqual(causes, [
    "n3 took n1's AppendEntries with prevLogIndex 1 and prevLogTerm 2 at step 16, though its " +
      'entry 1 was of term 1.',
  ]);
});

test('a term that others were told before it was written: the message, the disk, the crash', (t) => {
  const target = raftWith({ orderEffects: (writes, others) => [...others, ...writes] });
  const decisions = [crashWithin(fire(1, 'election'), 2)];
  const { causes } = toldOf(target, decisions, 'term-monotonic', 2);
  t.deepEqual(causes, [
    'n1 sent n2 a request for votes of term 1 at step 1 while its disk held nothing; the crash ' +
      'in that step forgot that term.',
  ]);
});

test('a term that nobody was told, and that was not synced, is named as such', (t) => {
  const writes: RaftRules['writes'] = (before, after) => {
    return PAPER_RULES.writes(before, after).map((write) => ({ ...write, synced: false }));
  };
  const decisions = [fire(1, 'election'), crash(1)];
  const { causes } = toldOf(raftWith({ writes }), decisions, 'term-monotonic', 1);
  t.deepEqual(causes, [
    'n1 was in term 1 when it crashed at step 2, and that term had not been synced.',
  ]);
});

/** Terms and votes are synced, entries are not. */
const entriesUnsynced = raftWith({
  writes: (before, after) => {
    const isEntry = before.currentTerm === after.currentTerm && before.votedFor === after.votedFor;
    const writes = PAPER_RULES.writes(before, after);
    return isEntry ? writes.map((write) => ({ ...write, synced: false })) : writes;
  },
});

test('entries that are never synced: the leader that counted its own, before the crash', (t) => {
  const decisions = [fire(1, 'election'), propose(1, 'lost'), crash(1), fire(1, 'election')];
  const { causes } = toldOf(entriesUnsynced, decisions, 'leader-completeness', 1);
  t.deepEqual(causes, [
    'n1 counted its own entry 1 at step 2 while the entry was not on its disk.',
  ]);
});

test('entries that are never synced: the follower that acknowledged them, before the crash', (t) => {
  const run = new Wires(entriesUnsynced);
  elect(run, 1, 2);
  run.deliverNewest(1, 3);
  run.propose(1, 'lost');
  run.deliverNewest(1, 2);
  run.deliverNewest(2, 1);
  const requestOfN3 = { kind: 'requestVote', candidateId: 3, lastLogIndex: 0, lastLogTerm: 0 };
  const vote = { kind: 'voteReply', term: 2, voteGranted: true };
  const decisions = [
    ...run.decisions,
    crash(2),
    fire(3, 'election'),
    deliver(3, 2, { ...requestOfN3, term: 2 }),
    deliver(2, 3, vote),
  ];
  const { causes } = toldOf(entriesUnsynced, decisions, 'leader-completeness');
  t.deepEqual(causes, [
    "n2 answered n1's AppendEntries at step 6 while entry 1 was not on its disk.",
  ]);
});

/** n3 has an entry of term 1; n2 leads term 2, and n1 has stored an entry of it. */
function twoEntriesAtIndex1(target: PureTarget, old: readonly string[]): Wires {
  const run = new Wires(target);
  elect(run, 3, 1);
  run.deliverNewest(3, 2);
  for (const command of old) run.propose(3, command);
  elect(run, 2, 1);
  run.propose(2, 'new');
  run.deliverNewest(2, 1);
  run.deliverNewest(1, 2);
  return run;
}

test('a follower that commits its own log: where the message ended', (t) => {
  const target = raftWith({
    followerCommit: ({ commitIndex }, { leaderCommit }, log) => {
      const committed = leaderCommit < lastIndex(log) ? leaderCommit : lastIndex(log);
      return committed > commitIndex ? committed : commitIndex;
    },
  });
  const run = twoEntriesAtIndex1(target, ['old']);
  run.fire(2, 'heartbeat');
  run.deliverNewest(2, 3);
  const { causes } = toldOf(target, run.decisions, 'state-machine-safety');
  t.deepEqual(causes, [
    "n3 committed up to index 1 at step 12, though n2's AppendEntries ended with index 0.",
  ]);
});

test('entries that stay behind one that was replaced: which, and by whose', (t) => {
  const target = raftWith({
    merge: (log, { prevLogIndex, entries }) => {
      const after = log.slice();
      for (const [place, entry] of entries.entries()) after[prevLogIndex + place] = entry;
      return after;
    },
  });
  const run = twoEntriesAtIndex1(target, ['old', 'older']);
  run.deliverNewest(2, 3, 'appendEntries');
  const { causes } = toldOf(target, run.decisions, 'log-matching');
  t.deepEqual(causes, ["n3 replaced entry 1 by n2's at step 11, and kept [older@1] behind it."]);
});

test('a commit with too few replicas: how many were counted, and how many it takes', (t) => {
  const target = raftWith({ replicas: (...args) => PAPER_RULES.replicas(...args) + 1 });
  const run = new Wires(target);
  elect(run, 1, 2);
  run.propose(1, 'alone');
  const { causes } = toldOf(target, run.decisions, 'commit-is-durable');
  t.deepEqual(causes, ['n1 committed entry 1 at step 4 with 1 of 3 replicas, where 2 are needed.']);
});

test('a new leader that takes all logs to match its own: whose log never did', (t) => {
  const target = raftWith({ ...matchAssumedAtElection.rules, mayCommit: () => true });
  const run = new Wires(target, 2);
  elect(run, 1, 2);
  run.propose(1, 'alone');
  run.fire(1, 'quorumCheck');
  elect(run, 1, 2);
  run.propose(1, 'next');
  const { causes } = toldOf(target, run.decisions, 'commit-is-durable', 2);
  t.deepEqual(causes, [
    "n1 took n2's log to match its own up to index 1 when it became leader at step 8, though " +
      'n2 had never held entry 1 of it.',
  ]);
});

test('a write that Evidence names shares its row with the step that wrote it', (t) => {
  const target = raftWith({ recognizes: () => true });
  const run = new Wires(target, 5);
  elect(run, 2, 1);
  run.deliverNewest(2, 5, 'requestVote');
  run.deliverNewest(5, 2, 'voteReply');
  run.deliverNewest(2, 3, 'appendEntries');
  run.fire(3, 'election');
  for (const voter of [1, 4]) run.deliverNewest(3, voter, 'requestVote');
  for (const voter of [1, 4]) run.deliverNewest(voter, 3, 'voteReply');
  run.propose(3, 'new');
  for (const peer of [1, 4]) run.deliverNewest(3, peer, 'appendEntries');
  run.propose(2, 'old');
  run.deliverNewest(2, 1, 'appendEntries');
  for (const peer of [1, 4]) run.deliverNewest(peer, 3, 'appendReply');
  const { story, causes } = toldOf(target, run.decisions, 'commit-is-durable', 5);
  t.deepEqual(causes, [
    "n1 obeyed n2's AppendEntries of term 1 at step 16, though it was in term 2 itself.",
  ]);
  const { text, mark } = story.rows[15] ?? {};
  t.is(mark, 'because');
  t.is(
    text,
    'n2 leads term 1: n1 replaces entry 1 [new@2] by [old@1] (its disk holds term 2, a vote ' +
      'for n3, 1 entry)',
  );
});
