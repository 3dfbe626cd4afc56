// The tutorial behaves as it is described: one test per sentence of the description.
import test from 'ava';
import type { Effect, Identity, Transition } from '../../simulator/target.ts';
import { CALL_TIMEOUT_MS } from '../../targets/tutorial/heartbeat-loop.ts';
import type { Message } from '../../targets/tutorial/messages.ts';
import { bootedState, type TutorialState } from '../../targets/tutorial/state.ts';
import { tutorial } from '../../targets/tutorial/target.ts';

const FIVE: Identity = {
  self: 2,
  nodes: 5,
  timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
};

/** n2 of five, at time 0, with its timer renewed just now. */
const FRESH: TutorialState = { ...bootedState(FIVE), renewedAtMs: 0 };
const CANDIDATE = tick(FRESH, 600).state;
const LEADER = [1, 3].reduce((state, voter) => {
  return hear(state, voter, granted(state, voter)).state;
}, CANDIDATE);

function fire(state: TutorialState, timer: string, nowMs: number | null, luck = 0) {
  return tutorial.step(state, { kind: 'timerFired', timer, luck }, nowMs);
}

function tick(state: TutorialState, nowMs: number | null, luck = 0): Transition<TutorialState> {
  return fire(state, 'tick', nowMs, luck);
}

function hear(state: TutorialState, from: number, message: Message, nowMs: number | null = 700) {
  return tutorial.step(state, { kind: 'received', from, message }, nowMs);
}

/** The vote of a peer, as an answer to the newest election: calls went out in order of peers. */
function granted(state: TutorialState, voter: number): Message {
  const first = state.calls - (state.identity.nodes - 1);
  const call = first + (voter < state.identity.self ? voter : voter - 1);
  return { kind: 'voteReply', term: state.currentTerm, voteGranted: true, call };
}

function answer(state: TutorialState, term = state.currentTerm): Message {
  return { kind: 'appendReply', term, success: true, call: state.calls };
}

function requestVote(candidateId: number, term: number): Message {
  return { kind: 'requestVote', term, candidateId, lastLogIndex: 0, lastLogTerm: 0, call: 9 };
}

function sent({ effects }: Transition<TutorialState>) {
  return effects.flatMap((effect) =>
    effect.kind === 'send' ? [{ to: effect.to, ...(effect.message as Message) }] : [],
  );
}

function askedBy(transition: Transition<TutorialState>): number[] {
  return sent(transition).map(({ to }) => to);
}

function timersSet({ effects }: Transition<TutorialState>): Effect[] {
  return effects.filter(({ kind }) => kind === 'setTimer');
}

test('one timer loop per node, with a random pause of 50-350 ms', (t) => {
  const booted = tutorial.boot(FIVE, null);
  t.deepEqual(booted.effects, [{ kind: 'setTimer', timer: 'tick', minMs: 0, maxMs: 0 }]);
  const pause: Effect = { kind: 'setTimer', timer: 'tick', minMs: 50, maxMs: 350 };
  t.deepEqual(tick(booted.state, 0).effects, [pause]);
  t.deepEqual(timersSet(tick(FRESH, 600)), [pause], 'the loop goes on beside an election');
});

test('a fresh random timeout of 400-550 ms is compared with the time since the renewal', (t) => {
  const renewedAt1000 = { ...FRESH, renewedAtMs: 1000 };
  const roleAt = (nowMs: number, luck: number) => tick(renewedAt1000, nowMs, luck).state.role;
  t.is(roleAt(1400, 0), 'follower');
  t.is(roleAt(1401, 0), 'candidate');
  t.is(roleAt(1549, 0.999), 'follower');
  t.is(roleAt(1551, 0.999), 'candidate');
});

test('the timer starts at the first look at the clock', (t) => {
  const { state } = tick(bootedState(FIVE), 5000, 0);
  t.is(state.role, 'follower');
  t.is(state.renewedAtMs, 5000);
});

test('when it has passed, a leader becomes follower with no vote in the same term', (t) => {
  const { state, effects } = tick(LEADER, 2000);
  t.is(state.role, 'follower');
  t.is(state.currentTerm, LEADER.currentTerm);
  t.is(state.votedFor, null);
  t.is(effects.length, 1, 'nothing but the next tick: the timer is not renewed');
  t.is(tick(state, 2050).state.role, 'candidate');
});

test('when it has passed, anyone else starts an election', (t) => {
  t.is(CANDIDATE.role, 'candidate');
  const again = tick(CANDIDATE, 1200).state;
  t.is(again.role, 'candidate');
  t.is(again.currentTerm, 2);
});

test('an election: next term, own vote, count of one, timer renewed, all asked at once', (t) => {
  const counted = { ...FRESH, votes: 4 };
  const election = tick(counted, 600);
  const expected = { role: 'candidate', currentTerm: 1, votedFor: 2, votes: 1, renewedAtMs: 600 };
  t.like(election.state, expected);
  const requests = sent(election);
  t.deepEqual(askedBy(election), [1, 3, 4, 5]);
  for (const request of requests) {
    t.like(request, { kind: 'requestVote', term: 1, lastLogIndex: 0, lastLogTerm: 0 });
  }
});

test('a granted reply adds one to the count, whatever the current term or role', (t) => {
  t.is(hear(CANDIDATE, 1, granted(CANDIDATE, 1)).state.votes, 2);
  const deposed = hear(CANDIDATE, 5, requestVote(5, 7)).state;
  t.is(deposed.role, 'follower');
  t.is(hear(deposed, 1, granted(CANDIDATE, 1)).state.votes, 2);
  t.is(hear(LEADER, 4, granted(CANDIDATE, 4)).state.votes, 4);
});

test('a refused vote changes nothing, not even the term', (t) => {
  const refusal: Message = { kind: 'voteReply', term: 9, voteGranted: false, call: 1 };
  const { state, effects } = hear(CANDIDATE, 1, refusal);
  t.is(state.votes, 1);
  t.is(state.currentTerm, 1);
  t.deepEqual(effects, []);
});

test('a second copy of a vote finds nobody waiting', (t) => {
  const vote = granted(CANDIDATE, 1);
  const once = hear(CANDIDATE, 1, vote).state;
  t.is(hear(once, 1, vote).state, once);
});

test('when the count passes half, the role becomes leader and the heartbeat loop starts', (t) => {
  const two = hear(CANDIDATE, 1, granted(CANDIDATE, 1));
  t.is(two.state.role, 'candidate');
  const three = hear(two.state, 3, granted(CANDIDATE, 3));
  t.is(three.state.role, 'leader');
  t.like(sent(three)[0], { to: 1, kind: 'appendEntries', term: 1, leaderId: 2 });
});

test('half is not past half', (t) => {
  const four = tick({ ...FRESH, identity: { ...FIVE, nodes: 4 } }, 600).state;
  const two = hear(four, 1, granted(four, 1)).state;
  t.is(two.votes, 2);
  t.is(two.role, 'candidate');
});

test('each vote past half starts a loop of its own, and makes even a follower leader', (t) => {
  const twoLoops = hear(LEADER, 4, granted(CANDIDATE, 4));
  t.is(twoLoops.state.loops.length, 2);
  t.is(sent(twoLoops).length, 1);
  const deposed = hear(LEADER, 5, requestVote(5, 7)).state;
  const reinstated = hear(deposed, 4, granted(CANDIDATE, 4)).state;
  t.is(reinstated.role, 'leader');
  t.is(reinstated.currentTerm, 7, 'a leader of a term in which nobody elected it');
});

test('the loop asks the peers one after the other and waits for each answer', (t) => {
  t.deepEqual(LEADER.loops, [{ id: 1, peer: 1, call: LEADER.calls }]);
  const second = hear(LEADER, 1, answer(LEADER));
  t.deepEqual(askedBy(second), [3]);
  const stray: Message = { kind: 'appendReply', term: 1, success: true, call: 99 };
  t.is(hear(LEADER, 4, stray).state, LEADER, 'an answer that nobody waits for changes nothing');
});

test('an unreachable peer holds up the loop until the call time-out', (t) => {
  t.true(CALL_TIMEOUT_MS > FIVE.timing.electionTimeoutMaxMs);
  const waiting = hear(CANDIDATE, 1, granted(CANDIDATE, 1)).state;
  const elected = hear(waiting, 3, granted(CANDIDATE, 3));
  const ms = CALL_TIMEOUT_MS;
  t.deepEqual(timersSet(elected), [{ kind: 'setTimer', timer: 'call-1', minMs: ms, maxMs: ms }]);
  const failed = fire(LEADER, 'call-1', 1700);
  t.deepEqual(askedBy(failed), [3]);
  t.is(failed.state.renewedAtMs, LEADER.renewedAtMs, 'a failed call is no answer');
});

test("any answer renews the leader's timer", (t) => {
  t.is(hear(LEADER, 1, answer(LEADER), 777).state.renewedAtMs, 777);
  t.is(hear(LEADER, 1, answer(LEADER, 5), 778).state.renewedAtMs, 778);
});

test('an answer of a higher term makes it a follower with no vote, and ends the loop', (t) => {
  const { state, effects } = hear(LEADER, 1, answer(LEADER, 5));
  t.like(state, { role: 'follower', currentTerm: 5, votedFor: null, loops: [] });
  t.deepEqual(effects, [{ kind: 'clearTimer', timer: 'call-1' }]);
});

test('after a round it pauses for the heartbeat interval, then begins with the first peer', (t) => {
  const round = [1, 3, 4].reduce((state, peer) => hear(state, peer, answer(state)).state, LEADER);
  const over = hear(round, 5, answer(round));
  t.deepEqual(timersSet(over), [{ kind: 'setTimer', timer: 'pause-1', minMs: 100, maxMs: 100 }]);
  t.deepEqual(askedBy(fire(over.state, 'pause-1', 900)), [1]);
});

test('the loop ends when it finds that its node no longer leads', (t) => {
  const follower: TutorialState = { ...LEADER, role: 'follower' };
  t.deepEqual(hear(follower, 1, answer(LEADER)).state.loops, []);
  t.deepEqual(fire(follower, 'call-1', 1700).state.loops, []);
});

test('a vote request of a higher term is adopted first: follower, no vote', (t) => {
  const { state } = hear(LEADER, 5, requestVote(5, 3));
  t.like(state, { role: 'follower', currentTerm: 3, votedFor: 5 });
});

test('a vote is granted if the term is current and the vote is free or already theirs', (t) => {
  const asked = (state: TutorialState, message: Message) => sent(hear(state, 5, message))[0];
  const free: TutorialState = { ...FRESH, currentTerm: 3 };
  t.like(asked(free, requestVote(5, 3)), { to: 5, term: 3, voteGranted: true, call: 9 });
  t.like(asked({ ...free, votedFor: 5 }, requestVote(5, 3)), { voteGranted: true });
  t.like(asked({ ...free, votedFor: 1 }, requestVote(5, 3)), { voteGranted: false });
  t.like(asked(free, requestVote(5, 2)), { term: 3, voteGranted: false });
});

test('granting renews the timer, refusing does not', (t) => {
  t.is(hear(FRESH, 5, requestVote(5, 1), 300).state.renewedAtMs, 300);
  t.is(hear(CANDIDATE, 5, requestVote(5, 1), 700).state.renewedAtMs, 600);
});

test('a heartbeat of a current or newer term makes a follower of that term and renews', (t) => {
  const heartbeat = (term: number): Message => {
    return { kind: 'appendEntries', term, leaderId: 5, call: 4 };
  };
  const current = hear(CANDIDATE, 5, heartbeat(1), 650);
  t.like(current.state, { role: 'follower', currentTerm: 1, votedFor: 2, renewedAtMs: 650 });
  const newer = hear(LEADER, 5, heartbeat(6), 650);
  t.like(newer.state, { role: 'follower', currentTerm: 6, votedFor: null, renewedAtMs: 650 });
  const older = hear(LEADER, 5, heartbeat(0), 650);
  t.is(older.state, LEADER);
  t.deepEqual(sent(older), [{ to: 5, kind: 'appendReply', term: 1, success: false, call: 4 }]);
});

test('nothing is persisted, and nothing can be proposed', (t) => {
  t.like(tutorial.capabilities, { persistence: false, proposals: false });
  t.like(tutorial.boot(FIVE, { currentTerm: 8 }).state, { currentTerm: 0, votedFor: null });
  t.deepEqual(tutorial.step(LEADER, { kind: 'proposed', command: 'x' }, 1), {
    state: LEADER,
    effects: [],
  });
});

test('in a world without clocks a tick means that the timeout has passed', (t) => {
  const { state } = tick(bootedState(FIVE), null);
  t.is(state.role, 'candidate');
  t.is(state.renewedAtMs, null);
  t.is(hear(state, 5, requestVote(5, 4), null).state.renewedAtMs, null);
});
