// The named rules: every one is asked, and replacing one changes what it decides.
import test from 'ava';
import fc from 'fast-check';
import type { Input } from '../../core/effects.ts';
import { lastIndex } from '../../core/log.ts';
import type { AppendEntries, AppendReply } from '../../core/messages.ts';
import { step } from '../../core/raft.ts';
import { PAPER_RULES, type RaftRules } from '../../core/rules.ts';
import type { RaftState } from '../../core/state.ts';
import { holds } from '../property-run.ts';
import { answer, kinds, persisted, sentOf } from './outcome.ts';
import { follow, walks } from './random-walk.ts';
import { entries, index, server, term } from './servers.ts';

function under(rules: Partial<RaftRules>, state: RaftState, input: Input) {
  return step({ ...PAPER_RULES, ...rules }, state, input);
}

function received(message: AppendEntries | AppendReply): Input {
  return { kind: 'received', from: 2, message };
}

/** From n2, the leader of term 1: one new entry behind the first. */
const APPEND: AppendEntries = {
  kind: 'appendEntries',
  term: term(1),
  leaderId: 2,
  prevLogIndex: index(1),
  prevLogTerm: term(1),
  entries: entries([1]),
  leaderCommit: index(0),
};

const LEADER = server({ role: 'leader', term: 1, log: [1, 1, 1] });

function reply(success: boolean, at: number): Input {
  return received({ kind: 'appendReply', term: term(1), success, index: index(at) });
}

test('Random walks ask every rule', (t) => {
  const asked = new Set<string>();
  const spied = new Proxy(PAPER_RULES, {
    get(rules, name, receiver) {
      asked.add(String(name));
      return Reflect.get(rules, name, receiver) as unknown;
    },
  });
  const property = fc.property(walks(), (walk) =>
    follow(walk, ({ before, input }) => {
      step(spied, before, input);
    }),
  );
  holds(t, property);
  const idle = Object.keys(PAPER_RULES).filter((name) => !asked.has(name));
  t.deepEqual(idle, [], 'No handler asks these rules: remove them, or ask them.');
});

test('replyIndex decides what a follower says that it holds', (t) => {
  const follower = server({ term: 1, log: [1, 1, 1, 1] });
  t.is(answer(under({}, follower, received(APPEND)), 'appendReply').index, index(2));
  const boasts = under({ replyIndex: (log) => lastIndex(log) }, follower, received(APPEND));
  t.is(answer(boasts, 'appendReply').index, index(4));
});

test('noteMatch decides what a leader believes of a reply', (t) => {
  t.deepEqual(under({}, LEADER, reply(true, 2)).state.matchIndex, [index(3), index(2), index(0)]);
  const forgets = under({ noteMatch: (leader) => leader }, LEADER, reply(true, 2));
  t.deepEqual(forgets.state.matchIndex, LEADER.matchIndex);
});

test('backUp decides where a leader tries again after a refusal', (t) => {
  const retried = (rules: Partial<RaftRules>) => {
    const sent = sentOf(under(rules, LEADER, reply(false, 3)), 'appendEntries');
    return sent.map(({ message }) => message.prevLogIndex);
  };
  t.deepEqual(retried({}), [index(2)]);
  t.deepEqual(retried({ backUp: (leader) => leader }), [], 'then there is no second try');
});

test('heartbeatEntries decides what a heartbeat carries', (t) => {
  const carried = (rules: Partial<RaftRules>) => {
    const beat = under(rules, LEADER, { kind: 'timerFired', timer: 'heartbeat' });
    return sentOf(beat, 'appendEntries').map(({ message }) => message.entries.length);
  };
  t.deepEqual(carried({}), [0, 0]);
  t.deepEqual(carried({ heartbeatEntries: () => entries([1, 1]) }), [2, 2]);
});

test('writes is a list: one write can be torn into two, the term first', (t) => {
  const torn: Partial<RaftRules> = {
    writes: (before, after) =>
      PAPER_RULES.writes(before, after).flatMap((write) => [
        { ...write, record: { ...write.record, votedFor: before.votedFor } },
        write,
      ]),
  };
  const stood = under(torn, server(), { kind: 'timerFired', timer: 'election' });
  t.deepEqual(kinds(stood.effects).slice(0, 3), ['persist', 'persist', 'setTimer']);
  t.like(persisted(stood), { currentTerm: 1, votedFor: null });
  t.deepEqual(
    kinds(
      under({ writes: () => [] }, server(), received({ ...APPEND, prevLogIndex: index(0) }))
        .effects,
    ),
    ['setTimer', 'send'],
  );
});
