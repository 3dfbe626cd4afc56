// Committing and applying: sections 5.3 and 5.4.2, Figure 8.
import test from 'ava';
import { Cluster } from './cluster.ts';
import { appendReply } from './messages.ts';
import { applied, kinds, sentOf } from './outcome.ts';
import { fire, hear, index, propose, server } from './servers.ts';

for (const nodes of [2, 3, 4, 5, 6, 7]) {
  test(`5.3: of ${nodes} servers, an entry is committed once it is replicated "on a majority"`, (t) => {
    let state = server({ role: 'leader', term: 2, nodes, log: [2] });
    const needed = Math.floor(nodes / 2);
    for (let peer = 2; peer < 2 + needed; peer += 1) {
      t.is(state.commitIndex, index(0), `n${peer} and the leader's own log are needed`);
      state = hear(state, peer, appendReply(2, true, 1)).state;
    }
    t.is(state.commitIndex, index(1), 'a majority holds the entry');
  });
}

test('5.3: a leader alone in its cluster commits at once, after the write', (t) => {
  const after = propose(server({ role: 'leader', term: 2, nodes: 1, log: [1] }), 'x');
  t.is(after.state.commitIndex, index(2));
  t.deepEqual(kinds(after.effects), ['persist', 'apply', 'apply']);
});

test('5.3: a refusal replicates nothing', (t) => {
  const leader = server({ role: 'leader', term: 2, log: [2, 2], nextIndex: [3, 3, 3] });
  t.is(hear(leader, 2, appendReply(2, false, 2)).state.commitIndex, index(0));
});

test('5.3: committing an entry "also commits all preceding entries … by previous leaders"', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2, 3, 3] });
  const after = hear(leader, 2, appendReply(3, true, 3));
  t.is(after.state.commitIndex, index(3));
  t.deepEqual(applied(after), [1, 2, 3]);
});

test('Leaders: commitIndex becomes the greatest N that a majority of matchIndex has reached', (t) => {
  const leader = server({
    role: 'leader',
    term: 2,
    nodes: 5,
    log: [2, 2, 2, 2],
    matchIndex: [4, 3, 2, 0, 0],
  });
  t.is(hear(leader, 4, appendReply(2, true, 4)).state.commitIndex, index(3));
});

test('5.4.2: "Raft never commits log entries from previous terms by counting replicas"', (t) => {
  const leader = server({ role: 'leader', term: 3, log: [1, 2] });
  const everywhere = [2, 3].reduce((state, peer) => {
    return hear(state, peer, appendReply(3, true, 2)).state;
  }, leader);
  t.deepEqual(everywhere.matchIndex, [2, 2, 2].map(index));
  t.is(everywhere.commitIndex, index(0));
});

test('5.3: the leader "includes that index in future AppendEntries … so that the other servers … find out"', (t) => {
  const committed = hear(
    server({ role: 'leader', term: 2, log: [2, 2] }),
    2,
    appendReply(2, true, 1),
  );
  const heartbeats = sentOf(fire(committed.state, 'heartbeat'), 'appendEntries');
  t.deepEqual(
    heartbeats.map(({ message }) => message.leaderCommit),
    [1, 1].map(index),
  );
});

test('All servers: "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied]"', (t) => {
  const leader = server({ role: 'leader', term: 2, log: [2, 2, 2], commitIndex: 1 });
  const after = hear(leader, 2, appendReply(2, true, 3));
  t.deepEqual(applied(after), [2, 3]);
  t.is(after.state.lastApplied, index(3));
  t.deepEqual(applied(hear(after.state, 3, appendReply(2, true, 3))), [], 'no entry twice');
});

test('5.3: a leader alone learns nothing from replies, and commits nothing of its log by booting', (t) => {
  const elected = fire(server({ nodes: 1, term: 1, log: [1, 1] }), 'election');
  t.is(elected.state.commitIndex, index(0), 'entries of term 1 wait for one of term 2');
  t.is(propose(elected.state, 'x').state.commitIndex, index(3));
});

const ELECTION = { kind: 'timerFired', timer: 'election' } as const;

/** Figure 8 up to (c): an entry of term 2 is on a majority, under the leader of term 4. */
function upToC(): Cluster {
  const followers = [3, 4, 5].map((self) => server({ self, nodes: 5, term: 2, log: [1] }));
  const cluster = new Cluster([
    server({ role: 'leader', self: 1, nodes: 5, term: 2, log: [1, 2] }),
    server({ self: 2, nodes: 5, term: 2, votedFor: 1, log: [1, 2] }),
    ...followers,
  ]);
  // (b) "S1 crashes; S5 is elected leader for term 3 with votes from S3, S4, and itself".
  cluster.crash(1);
  cluster.let(5, ELECTION, [3, 4]);
  cluster.let(5, { kind: 'proposed', command: 'y' }, []);
  // (c) "S5 crashes; S1 restarts, is elected leader, and continues replication".
  cluster.crash(5);
  cluster.restart(1);
  // S3 has voted in term 3: the first election fails.
  cluster.let(1, ELECTION, [2, 3]);
  cluster.let(1, ELECTION, [2, 3]);
  return cluster;
}

test('Figure 8 (c): "the log entry from term 2 has been replicated on a majority … but it is not committed"', (t) => {
  const cluster = upToC();
  t.like(cluster.at(1), { role: 'leader', currentTerm: 4 });
  t.deepEqual(
    [1, 2, 3].map((node) => cluster.logOf(node)),
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
  );
  t.is(cluster.at(1).matchIndex?.[2], index(2));
  t.deepEqual(
    [1, 2, 3].map((node) => cluster.at(node).commitIndex),
    [0, 0, 0].map(index),
  );
});

test('Figure 8 (d): if S1 crashes now, "S5 could be elected leader … and overwrite the entry"', (t) => {
  const cluster = upToC();
  cluster.let(1, { kind: 'proposed', command: 'z' }, []);
  cluster.crash(1);
  cluster.restart(5);
  // S2 and S3 have voted in term 4: the first election fails.
  cluster.let(5, ELECTION, [2, 3, 4]);
  cluster.let(5, ELECTION, [2, 3, 4]);
  t.like(cluster.at(5), { role: 'leader', currentTerm: 5 });
  t.deepEqual(
    [2, 3, 4, 5].map((node) => cluster.logOf(node)),
    new Array(4).fill([1, 3]),
  );
});

test('Figure 8 (e): once an entry of term 4 is on a majority, it is committed and "S5 cannot win an election"', (t) => {
  const cluster = upToC();
  cluster.let(1, { kind: 'proposed', command: 'z' }, [2, 3]);
  t.is(cluster.at(1).commitIndex, index(3), 'all preceding entries are committed as well');
  cluster.crash(1);
  cluster.restart(5);
  for (let election = 1; election <= 5; election += 1) {
    cluster.let(5, ELECTION, [2, 3, 4]);
    t.is(cluster.at(5).role, 'candidate', `S5 won its election ${election}`);
  }
  t.deepEqual(cluster.logOf(2), [1, 2, 4]);
});

test('5.3: a follower that hears of the commit applies what the leader applied', (t) => {
  const cluster = new Cluster([
    server({ role: 'leader', term: 1 }),
    server({ self: 2, term: 1 }),
    server({ self: 3, term: 1 }),
  ]);
  cluster.let(1, { kind: 'proposed', command: 'x' });
  t.deepEqual(
    [1, 2, 3].map((node) => cluster.at(node).lastApplied),
    [1, 0, 0].map(index),
  );
  cluster.let(1, { kind: 'timerFired', timer: 'heartbeat' });
  t.deepEqual(
    [1, 2, 3].map((node) => cluster.at(node).lastApplied),
    [1, 1, 1].map(index),
  );
});

test('Figure 2: commitIndex and lastApplied are volatile: a server that restarts applies anew', (t) => {
  const cluster = new Cluster([
    server({ role: 'leader', term: 2, log: [1, 2], commitIndex: 2, matchIndex: [2, 2, 2] }),
    server({ self: 2, term: 2, log: [1, 2], commitIndex: 2 }),
  ]);
  cluster.restart(2);
  t.like(cluster.at(2), { commitIndex: 0, lastApplied: 0 });
  const [, reply] = cluster.let(1, { kind: 'timerFired', timer: 'heartbeat' }, [2]);
  t.deepEqual(reply?.message, appendReply(2, true, 2));
  t.like(cluster.at(2), { commitIndex: 2, lastApplied: 2 });
});
