// Terms on the wire: leader-speaks, learns-higher-term, speaks-own-term.
import test from 'ava';
import { LEARN_WITHIN_TIMEOUTS } from '../../properties/learns-higher-term.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import { story, TIMEOUT_MS, type Name, type Story } from './story.ts';

const append = (term: number): WireMeaning => ({ kind: 'appendEntries', term });
const answer = (term: number): WireMeaning => ({ kind: 'appendReply', term });
const request = (term: number): WireMeaning => ({ kind: 'requestVote', term });
const refusal = (term: number): WireMeaning => ({ kind: 'voteReply', term, voteGranted: false });
const vote = (term: number): WireMeaning => ({ kind: 'voteReply', term, voteGranted: true });

test('a candidate that announces itself is caught at once, with the votes that it has', (t) => {
  const told = story(3).stands('n1').sends('n1', 'n2', append(1));
  t.deepEqual(told.witness('leader-speaks'), [
    '7: n1 sent AppendEntries of term 1 as candidate of term 1; ' +
      'it had 1 vote of that term and needs 2.',
    '7: n1 sent AppendEntries of term 1 to n2',
  ]);
  t.deepEqual(told.broken, ['leader-speaks']);
});

test('a deposed leader that speaks in the term that deposed it is caught', (t) => {
  const told = story(3)
    .elects('n1')
    .stands('n2')
    .receives('n1', 'n2', request(2), { role: 'follower', currentTerm: 2, votedFor: 'n2' })
    .sends('n1', 'n3', append(2));
  t.deepEqual(told.witness('leader-speaks'), [
    '18: n1 sent AppendEntries of term 2 as follower of term 2; ' +
      'it had 0 votes of that term and needs 2.',
    '18: n1 sent AppendEntries of term 2 to n3',
  ]);
});

test('a leader of another term does not lead the term that it speaks in', (t) => {
  const told = story(3, ['leader-speaks']).elects('n1').sends('n1', 'n2', append(3));
  t.is(told.witness('leader-speaks').length, 2);
});

test('votes of an older term, or one vote twice, make nobody speak as a leader', (t) => {
  const told = story(5)
    .stands('n1')
    .stands('n1')
    .getsVote('n1', 'n2', 1)
    .getsVote('n1', 'n3', 2)
    .getsVote('n1', 'n3', 2)
    .sends('n1', 'n2', append(2));
  t.deepEqual(told.witness('leader-speaks'), [
    '19: n1 sent AppendEntries of term 2 as candidate of term 2; ' +
      'it had 2 votes of that term and needs 3.',
    '16: the vote of n2 for term 1 reached n1 in term 2',
    '17: the vote of n3 for term 2 reached n1',
    '18: the vote of n3 for term 2 reached n1 once more',
    '19: n1 sent AppendEntries of term 2 to n2',
  ]);
});

test('a leader may speak, also with its last breath, and late', (t) => {
  const told = story(3)
    .elects('n1')
    .sends('n1', 'n2', append(1))
    .becomes('n1', { role: 'follower' })
    .sends('n1', 'n3', append(1));
  t.deepEqual(told.broken, []);
  t.is(told.exercised('leader-speaks'), 2);
  const late = story(3, ['leader-speaks'])
    .elects('n1')
    .becomes('n1', { role: 'follower', currentTerm: 2 })
    .becomes('n1', { role: 'candidate', currentTerm: 3, votedFor: 'n1' })
    .sends('n1', 'n2', append(1));
  t.deepEqual(late.broken, [], 'it had the votes of term 1');
});

test('live code that led a term in this life may speak late, whatever its votes', (t) => {
  const told = (): Story => {
    return story(3, ['leader-speaks'], { isLive: true })
      .leads('n1', 2)
      .becomes('n1', { role: 'follower', currentTerm: 3 });
  };
  t.deepEqual(told().sends('n1', 'n2', append(2)).broken, [], 'votes are for leader-has-quorum');
  t.deepEqual(told().sends('n1', 'n2', append(3)).broken, ['leader-speaks']);
  const again = told().crashes('n1').boots('n1', { currentTerm: 3 });
  t.deepEqual(again.sends('n1', 'n2', append(2)).broken, ['leader-speaks'], 'it has forgotten');
});

test('whoever has the votes of a majority may speak before its view says that it leads', (t) => {
  const told = story(3).stands('n1').getsVote('n1', 'n2', 1).sends('n1', 'n2', append(1));
  t.deepEqual(told.broken, []);
});

test('a server on its own needs no vote but its own', (t) => {
  t.deepEqual(story(1).stands('n1').sends('n1', 'n1', append(1)).broken, []);
});

test('a leader that ignores the term of an answer is caught', (t) => {
  const told = story(3).elects('n1').receives('n1', 'n2', answer(2));
  t.deepEqual(told.witness('learns-higher-term'), [
    '14: n1 heard of term 2 and went on as leader of term 1.',
    "14: n2's answer to AppendEntries of term 2 reached n1",
  ]);
});

test('every message that somebody waits for must be learned from, in each role', (t) => {
  const candidate = (): Story => story(3, ['learns-higher-term']).stands('n1');
  const leader = (): Story => story(3, ['learns-higher-term']).elects('n1');
  const follower = (): Story => story(3, ['learns-higher-term']);
  const ignored: readonly (readonly [Story, WireMeaning])[] = [
    [candidate(), refusal(7)],
    [candidate(), vote(7)],
    [candidate(), request(7)],
    [candidate(), append(7)],
    [leader(), answer(7)],
    [leader(), request(7)],
    [leader(), append(7)],
    [follower(), request(7)],
    [follower(), append(7)],
  ];
  for (const [told, message] of ignored) {
    t.is(told.receives('n1', 'n2', message).broken.length, 1, message.kind);
  }
  const unheard: readonly (readonly [Story, WireMeaning])[] = [
    [follower(), answer(7)],
    [follower(), refusal(7)],
    [leader(), refusal(7)],
    [candidate(), answer(7)],
    [leader(), { kind: 'other', term: 7 }],
  ];
  for (const [told, message] of unheard) {
    const before = told.exercised('learns-higher-term');
    t.deepEqual(told.receives('n1', 'n2', message).broken, [], message.kind);
    t.is(told.exercised('learns-higher-term'), before, 'it is no test of the claim');
  }
});

test('a candidate that takes its role along into the new term is caught', (t) => {
  const told = story(3).stands('n1').receives('n1', 'n2', request(2), { currentTerm: 2 });
  t.deepEqual(told.witness('learns-higher-term'), [
    '7: n1 heard of term 2 and went on as candidate of term 2.',
    "7: n2's request for votes of term 2 reached n1",
  ]);
});

test('who moves to the term, or beyond it, has learned it, and nobody learns from the past', (t) => {
  const told = story(3)
    .stands('n1')
    .receives('n1', 'n2', request(2), { role: 'follower', currentTerm: 2, votedFor: null })
    .receives('n1', 'n2', request(3), { role: 'candidate', currentTerm: 4, votedFor: 'n1' })
    .receives('n1', 'n3', request(1))
    .receives('n1', 'n3', append(4), { role: 'follower' });
  t.deepEqual(told.broken, []);
  t.is(told.exercised('learns-higher-term'), 2);
});

test('who ignores requests while it is led, and says so, is judged by all else', (t) => {
  const sticky = (): Story => {
    return story(3, ['learns-higher-term'], { ignoresVotesWhileLed: true });
  };
  t.deepEqual(sticky().receives('n1', 'n2', request(7)).broken, []);
  t.deepEqual(sticky().elects('n1').receives('n1', 'n2', request(7)).broken, []);
  const stands = sticky().stands('n1').receives('n1', 'n2', request(7));
  t.deepEqual(stands.broken, ['learns-higher-term'], 'a candidate hears no leader');
  const led = sticky().receives('n1', 'n2', append(7));
  t.deepEqual(led.broken, ['learns-higher-term']);
});

test('who does not learn from replies, and says so, is judged by all requests', (t) => {
  const deaf = (): Story => story(3, ['learns-higher-term'], { learnsFromReplies: false });
  t.deepEqual(deaf().elects('n1').receives('n1', 'n2', answer(7)).broken, []);
  t.deepEqual(deaf().stands('n1').receives('n1', 'n2', refusal(7)).broken, []);
  for (const message of [request(7), append(7)]) {
    const told = deaf().elects('n1').receives('n1', 'n2', message);
    t.deepEqual(told.broken, ['learns-higher-term'], message.kind);
  }
});

const LIVE = { isLive: true } as const;
const SETTLED = { isLive: true, answersAtOnce: true } as const;

test('live code whose steps run to their end may send old requests, and no old answers', (t) => {
  const told = (): Story => {
    return story(3, ['speaks-own-term'], SETTLED)
      .becomes('n1', { currentTerm: 5 })
      .becomes('n1', { role: 'candidate' });
  };
  for (const late of [append(4), request(4), append(5), answer(5)]) {
    t.deepEqual(told().sends('n1', 'n2', late).broken, [], `${late.kind} of term ${late.term}`);
  }
  for (const wrong of [append(6), answer(4), refusal(4), vote(4), refusal(6)]) {
    const { broken } = told().sends('n1', 'n2', wrong);
    t.deepEqual(broken, ['speaks-own-term'], `${wrong.kind} of term ${wrong.term}`);
  }
});

const WITHIN_MS = TIMEOUT_MS * LEARN_WITHIN_TIMEOUTS;

test('live code has some time to learn, then it is caught', (t) => {
  const told = story(3, ['learns-higher-term'], LIVE).elects('n1').receives('n1', 'n2', answer(2));
  t.deepEqual(told.after(WITHIN_MS - 1).broken, []);
  t.deepEqual(told.after(1).witness('learns-higher-term'), [
    '14: n1 heard of term 2 and went on as leader of term 1.',
    "14: n2's answer to AppendEntries of term 2 reached n1",
  ]);
});

test('live code that has learned in time, or went down, or was held up, owes nothing', (t) => {
  const told = (): Story => {
    return story(3, ['learns-higher-term'], LIVE).receives('n1', 'n2', request(2));
  };
  const learned = told().after(5).becomes('n1', { currentTerm: 2 }).after(WITHIN_MS);
  t.is(learned.exercised('learns-higher-term'), 1);
  t.deepEqual(learned.broken, []);
  const held: readonly Story[] = [
    told().crashes('n1'),
    told().crashes('n1').boots('n1'),
    told().suffers({ kind: 'paused', node: 1 }),
    told().suffers({ kind: 'diskSlowed', node: 1, syncMs: 50 }),
    story(3, ['learns-higher-term'], LIVE)
      .suffers({ kind: 'diskSlowed', node: 1, syncMs: 50 })
      .receives('n1', 'n2', request(2)),
    story(3, ['learns-higher-term'], LIVE)
      .suffers({ kind: 'clockDrifted', node: 1, rate: 0.5 })
      .receives('n1', 'n2', request(2)),
  ];
  for (const one of held) t.deepEqual(one.after(WITHIN_MS).broken, []);
});

test('of two terms that live code owes, each is due in its turn', (t) => {
  const told = story(3, ['learns-higher-term'], LIVE)
    .receives('n1', 'n2', request(2))
    .after(10)
    .receives('n2', 'n3', request(5))
    .receives('n2', 'n3', request(5))
    .becomes('n1', { currentTerm: 2 })
    .after(WITHIN_MS - 10);
  t.deepEqual(told.broken, []);
  t.is(
    told.after(10).witness('learns-higher-term')[0],
    '7: n2 heard of term 5 and went on as follower of term 0.',
  );
});

/** n2 is in term 3, and n1 asks it in this term. */
function asked(meaning: WireMeaning, known = {}): Story {
  const told = story(3, ['speaks-own-term'], known).becomes('n2', { currentTerm: 3 });
  return told.receives('n2', 'n1', meaning, { currentTerm: Math.max(3, meaning.term) });
}

test('an answer that carries the term of an old request is caught', (t) => {
  const told = asked(append(1)).sends('n2', 'n1', answer(1));
  t.deepEqual(told.witness('speaks-own-term'), [
    '6: n2 was in term 3, and its answer to AppendEntries to n1 said term 1.',
    "6: n1's AppendEntries of term 1 had reached n2",
    '6: n2 was in term 3',
  ]);
  t.is(asked(request(1)).sends('n2', 'n1', refusal(1)).broken.length, 1);
});

test('an answer that carries the term from before the request is caught', (t) => {
  t.deepEqual(asked(request(5)).sends('n2', 'n1', vote(3)).broken, ['speaks-own-term']);
  t.deepEqual(asked(request(5)).sends('n2', 'n1', vote(5)).broken, []);
});

test('a term that the sender has not reached, or left before this step, is not its own', (t) => {
  const becomes = (term: number): Story => {
    return story(3, ['speaks-own-term'])
      .becomes('n1', { currentTerm: term })
      .becomes('n1', { currentTerm: term + 1, role: 'candidate' });
  };
  t.deepEqual(becomes(2).sends('n1', 'n2', request(3)).broken, []);
  t.deepEqual(becomes(2).sends('n1', 'n2', request(4)).broken, ['speaks-own-term']);
  t.deepEqual(becomes(2).sends('n1', 'n2', request(1)).broken, ['speaks-own-term']);
  const farewell = becomes(2).sends('n1', 'n2', append(2));
  t.deepEqual(farewell.broken, [], 'it was in that term when the step began');
  const booted = story(3, ['speaks-own-term']).crashes('n1').boots('n1', { currentTerm: 4 });
  t.deepEqual(booted.sends('n1', 'n2', request(4)).broken, []);
});

test('a message of another kind may carry a term that nobody is in, and is no test', (t) => {
  const preVote = { kind: 'other', term: 9 } as const;
  const told = story(3).sends('n1', 'n2', preVote).receives('n2', 'n1', preVote);
  t.deepEqual(told.broken, []);
  t.is(told.exercised('speaks-own-term'), 0);
  t.is(told.sends('n1', 'n2', answer(0)).exercised('speaks-own-term'), 1);
});

test('live code may send late, but not answer what it has just heard in an older term', (t) => {
  const kinds: readonly (readonly [Name, WireMeaning])[] = [
    ['n3', answer(1)],
    ['n1', vote(2)],
    ['n1', append(1)],
    ['n3', request(4)],
  ];
  for (const [to, meaning] of kinds) {
    t.deepEqual(asked(append(1), LIVE).sends('n2', to, meaning).broken, [], meaning.kind);
    t.is(asked(append(1)).sends('n2', to, meaning).broken.length, 1, 'a function sends at once');
  }
  const echoed = asked(append(1), LIVE).sends('n2', 'n1', answer(1));
  t.deepEqual(echoed.broken, ['speaks-own-term']);
});
