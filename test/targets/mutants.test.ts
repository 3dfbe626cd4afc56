// Each mutant differs from Raft where it says, seen on a state made by hand, and nowhere else.
import test from 'ava';
import { NO_NODES, withNode } from '../../core/node-set.ts';
import type { LogIndex, Term } from '../../core/numbers.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import { EMPTY_DISK, restoredState, type Identity, type RaftState } from '../../core/state.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import type { Effect, PureTarget, Transition } from '../../simulator/target.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { heartbeatsOneByOne } from '../../targets/mutants/heartbeats-one-by-one.ts';
import { higherTermKeepsRole } from '../../targets/mutants/higher-term-keeps-role.ts';
import { higherTermKeepsVote } from '../../targets/mutants/higher-term-keeps-vote.ts';
import { leaderForgetsContact } from '../../targets/mutants/leader-forgets-contact.ts';
import { leaderNeverGivesUp } from '../../targets/mutants/leader-never-gives-up.ts';
import type { Mutant } from '../../targets/mutants/mutant.ts';
import { noElectionRestriction } from '../../targets/mutants/no-election-restriction.ts';
import { staleVoteCounted } from '../../targets/mutants/stale-vote-counted.ts';
import { upToDateByLengthOnly } from '../../targets/mutants/up-to-date-by-length-only.ts';
import { voteClearedOnStepDown } from '../../targets/mutants/vote-cleared-on-step-down.ts';
import { votesWithoutMemory } from '../../targets/mutants/votes-without-memory.ts';
import { raft } from '../../targets/raft.ts';

const term = (value: number) => value as Term;
const index = (value: number) => value as LogIndex;
const N1: Identity = { self: 1, nodes: 3, timing: LAB_TIMING };

const FOLLOWER: RaftState = {
  ...restoredState(N1, EMPTY_DISK),
  currentTerm: term(1),
  votedFor: 3,
  log: [{ term: term(1), command: 'x' }],
};
const LEADER: RaftState = {
  ...FOLLOWER,
  role: 'leader',
  votedFor: 1,
  nextIndex: [index(2), index(2), index(2)],
  matchIndex: [index(1), index(0), index(0)],
};
const CANDIDATE: RaftState = {
  ...FOLLOWER,
  role: 'candidate',
  currentTerm: term(2),
  votedFor: 1,
  votesGranted: withNode(NO_NODES, 1),
};

function hear(target: PureTarget, state: unknown, message: unknown, from = 2): RaftState {
  return target.step(state, { kind: 'received', from, message }, 0).state as RaftState;
}

function fire(target: PureTarget, state: unknown, timer: string): RaftState {
  return target.step(state, { kind: 'timerFired', timer, luck: 0 }, 0).state as RaftState;
}

function requestVote(ofTerm: number, lastLogIndex = 1, lastLogTerm = 1) {
  return { kind: 'requestVote', term: ofTerm, candidateId: 2, lastLogIndex, lastLogTerm };
}

/** What Raft makes of a node state, and what the mutant makes of it. */
function both(mutant: Mutant, play: (target: PureTarget) => RaftState): [RaftState, RaftState] {
  return [play(raft), play(mutant.target)];
}

test('a: a leader without a quorum steps down and forgets its vote', (t) => {
  const [sound, broken] = both(voteClearedOnStepDown, (target) => {
    return fire(target, LEADER, 'quorumCheck');
  });
  t.like(sound, { role: 'follower', currentTerm: 1, votedFor: 1 });
  t.deepEqual(broken, { ...sound, votedFor: null });
});

test('b: a vote of an older term counts, and a vote for who is no candidate', (t) => {
  const stale = { kind: 'voteReply', term: 1, voteGranted: true };
  const [sound, broken] = both(staleVoteCounted, (target) => hear(target, CANDIDATE, stale));
  t.is(sound, CANDIDATE);
  t.is(broken.role, 'leader');
  const counted = hear(staleVoteCounted.target, FOLLOWER, stale);
  t.is(counted.votesGranted, withNode(NO_NODES, 2));
});

test('b: a leader that counts a second majority becomes leader anew', (t) => {
  const votes = [2, 3].map(() => ({ kind: 'voteReply', term: 1, voteGranted: true }));
  const matched: RaftState = { ...LEADER, matchIndex: [index(1), index(1), index(1)] };
  const again = votes.reduce((state, vote, slot) => {
    return hear(staleVoteCounted.target, state, vote, slot + 2);
  }, matched);
  t.deepEqual(again.matchIndex, [index(1), index(0), index(0)]);
});

test('c: a server votes for everybody who asks', (t) => {
  const [sound, broken] = both(votesWithoutMemory, (target) => {
    return hear(target, FOLLOWER, requestVote(1));
  });
  t.is(sound.votedFor, 3);
  t.is(broken.votedFor, 2);
});

test('d: a leader adopts a higher term and goes on leading', (t) => {
  const [sound, broken] = both(higherTermKeepsRole, (target) => {
    return hear(target, LEADER, requestVote(5));
  });
  t.like(sound, { role: 'follower', currentTerm: 5, votedFor: 2 });
  t.like(broken, { role: 'leader', currentTerm: 5, votedFor: 2 });
});

test('d: a server adopts a higher term and keeps its old vote', (t) => {
  const [sound, broken] = both(higherTermKeepsVote, (target) => {
    return hear(target, FOLLOWER, requestVote(5));
  });
  t.like(sound, { currentTerm: 5, votedFor: 2 });
  t.like(broken, { role: 'follower', currentTerm: 5, votedFor: 3 });
});

test('e: a leader does not note who answers', (t) => {
  const [sound, broken] = both(leaderForgetsContact, (target) => {
    const reply = { kind: 'appendReply', term: 1, success: true, index: 0 };
    return fire(target, hear(target, LEADER, reply), 'quorumCheck');
  });
  t.is(sound.role, 'leader');
  t.is(broken.role, 'follower');
});

test('f: a leader that nobody answers goes on leading', (t) => {
  const [sound, broken] = both(leaderNeverGivesUp, (target) => {
    return fire(target, LEADER, 'quorumCheck');
  });
  t.is(sound.role, 'follower');
  t.is(broken.role, 'leader');
});

test('g: a server votes for a candidate without its entries', (t) => {
  const [sound, broken] = both(noElectionRestriction, (target) => {
    return hear(target, FOLLOWER, requestVote(5, 0, 0));
  });
  t.is(sound.votedFor, null);
  t.is(broken.votedFor, 2);
});

test('g: a server compares lengths only', (t) => {
  const newer: RaftState = { ...FOLLOWER, log: [{ term: term(2), command: 'y' }] };
  const [sound, broken] = both(upToDateByLengthOnly, (target) => {
    return hear(target, newer, requestVote(5, 2, 1));
  });
  t.is(sound.votedFor, null);
  t.is(broken.votedFor, 2);
  const shorter = hear(upToDateByLengthOnly.target, newer, requestVote(5, 0, 0));
  t.is(shorter.votedFor, null, 'a shorter log is still refused');
});

/** Who is sent a heartbeat, and whether a call time-out was set or cleared. */
function round({ effects }: Transition<unknown>) {
  const to = (effect: Effect) => (effect.kind === 'send' ? [effect.to] : []);
  const call = (kind: Effect['kind']) => {
    return effects.some((effect) => {
      return effect.kind === kind && 'timer' in effect && effect.timer === 'call';
    });
  };
  return { asked: effects.flatMap(to), set: call('setTimer'), cleared: call('clearTimer') };
}

test('h: each heartbeat waits for the answer to the one before, or for its time-out', (t) => {
  const { target } = heartbeatsOneByOne;
  const reply = { kind: 'appendReply', term: 1, success: true, index: 1 };
  const answered = (state: unknown, from: number) => {
    return target.step(state, { kind: 'received', from, message: reply }, 0);
  };
  const timer = (state: unknown, name: string) => {
    return target.step(state, { kind: 'timerFired', timer: name, luck: 0 }, 0);
  };
  const idle = { raft: LEADER, awaited: null, held: [] };
  const first = timer(idle, 'heartbeat');
  t.deepEqual(round(first), { asked: [2], set: true, cleared: false });
  t.deepEqual(round(timer(first.state, 'heartbeat')).asked, [], 'one round at a time');
  t.deepEqual(round(answered(first.state, 3)).asked, [], 'n3 was not asked');
  t.deepEqual(round(answered(first.state, 2)), { asked: [3], set: true, cleared: true });
  const failed = timer(first.state, 'call');
  t.deepEqual(round(failed), { asked: [3], set: true, cleared: false });
  const over = answered(failed.state, 3);
  t.deepEqual(round(over), { asked: [], set: false, cleared: true });
  t.deepEqual(round(timer(over.state, 'heartbeat')).asked, [2]);
});

test('h: a round ends with the leadership that it belongs to', (t) => {
  const { target } = heartbeatsOneByOne;
  const waiting = { raft: LEADER, awaited: 2, held: [{ kind: 'send', to: 3, message: {} }] };
  const deposed = target.step(waiting, { kind: 'timerFired', timer: 'quorumCheck', luck: 0 }, 0);
  t.like(deposed.state, { awaited: null, held: [] });
  t.deepEqual(round(deposed), { asked: [], set: false, cleared: true });
});

test('a mutant of rules has every other rule as the paper has it', (t) => {
  for (const { id, rules, target } of MUTANTS) {
    const replaced = Object.keys(rules);
    t.true(replaced.length <= 2, `${id} must replace one or two rules, or wrap the target`);
    for (const name of replaced) t.true(name in PAPER_RULES, `${id}: no rule is called ${name}`);
    t.is(target.name, id, `${id}: its target must bear its name`);
    const { persistence, proposals } = raft.capabilities;
    t.like(target.capabilities, { persistence, proposals }, `${id} must promise what Raft does`);
  }
});
