// Rows of what no target here does: views and messages that differ, messages of other kinds.
import test from 'ava';
import type { Received } from '../../trace/event.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { Action } from '../../faults/action.ts';
import { buildStory } from '../../reports/story/build.ts';
import { messageLabel, messageNoun, ownName } from '../../reports/story/messages.ts';
import type { Story } from '../../reports/story/row.ts';
import { traceIndex } from '../../reports/story/trace-index.ts';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { reportOf } from './performed.ts';
import { message, Scribe, view } from './written.ts';

const NO_BLAME = {
  faultOf: () => null,
  loserOf: () => null,
  copierOf: () => null,
  isNeeded: () => false,
};

/** The story of a trace whose last line breaks something, or some time without any line. */
function storyOf(scribe: Scribe, nodes: number, waitedMs = 0): Story {
  const step = scribe.nextStep - 1;
  const timeMs = (scribe.trace.at(-1)?.timeMs ?? 0) + waitedMs;
  const witness = { observed: 'It broke.', because: [], step, timeMs };
  return buildStory(traceIndex(scribe.trace, nodes), witness, NO_BLAME);
}

const boot = (node: number) => ({ kind: 'booted', node, incarnation: 0 }) as const;
const timer = (node: number) => ({ kind: 'timerFired', node, timer: 'election' }) as const;

function standing(nodes: number): Scribe {
  const scribe = new Scribe();
  for (let node = 1; node <= nodes; node += 1) scribe.node(boot(node), view('follower', 0, null));
  return scribe.at(10).node(timer(1), view('candidate', 1, 1));
}

const ask = { kind: 'requestVote', term: 1 } as const;
const vote = (term: number): WireMeaning => ({ kind: 'voteReply', term, voteGranted: true });

test('a vote that is answered in another term than it was asked for says both', (t) => {
  const scribe = standing(3)
    .sent(message(1, 2, ask, 10))
    .at(15);
  scribe.node(message(1, 2, ask, 10), view('follower', 2, 1)).sent(message(2, 1, vote(2), 15));
  const [, row] = storyOf(scribe, 3).rows;
  t.is(row?.text, 'n2 votes for n1 in term 2, asked for one of term 1');
});

test('a vote that the view does not show says so', (t) => {
  const votesOf = (after: ReturnType<typeof view>): string | undefined => {
    const scribe = standing(3)
      .sent(message(1, 2, ask, 10))
      .at(15);
    scribe.node(message(1, 2, ask, 10), after).sent(message(2, 1, vote(1), 15));
    return storyOf(scribe, 3).rows[1]?.text;
  };
  t.is(votesOf(view('follower', 1, 3)), 'n2 votes for n1 in term 1, but keeps a vote for n3');
  t.is(votesOf(view('follower', 1, null)), 'n2 votes for n1 in term 1, but keeps no vote');
  t.is(votesOf(view('follower', 4, 1)), 'n2 votes for n1 in term 1, but is in term 4');
});

test('AppendEntries of a node that does not lead say what it is', (t) => {
  const entries = { kind: 'appendEntries', term: 1 } as const;
  const scribe = standing(3)
    .sent(message(1, 2, entries, 10))
    .at(15);
  scribe.node(message(1, 2, entries, 10), view('follower', 1, null));
  const row = storyOf(scribe, 3).rows.at(-1);
  t.is(row?.text, 'n1 leads term 1: n2 hears of term 1; n1 sent it as candidate of term 1');
});

test('a message of another kind goes by its own name, and its step by what it did', (t) => {
  const other = named({ type: 'preVoteReply' }, 2, 1);
  const scribe = standing(3)
    .sent(other)
    .at(15)
    .node(other, view('leader', 1, 1));
  const row = storyOf(scribe, 3).rows.at(-1);
  t.is(row?.text, 'n1 becomes leader of term 1');
  t.is(row?.arrow?.label, 'PVR');
  const quiet = standing(3)
    .sent(other)
    .at(15)
    .node(other, view('candidate', 1, 1));
  t.is(storyOf(quiet, 3).rows.at(-1)?.text, "n1 gets n2's preVoteReply message");
});

function named(content: unknown, from: number, to: number): Received {
  return { ...message(from, to, { kind: 'other', term: 1 }), message: content };
}

test('the name of a message is the field that targets usually give it, if it is a short text', (t) => {
  t.is(ownName({ kind: 'other', type: 'ping' }), 'ping');
  t.is(ownName({ text: '{"type":"pre vote"}' }), 'pre vote', 'live targets have envelopes');
  for (const content of [
    null,
    7,
    'text',
    {},
    { kind: 3 },
    { type: 'x'.repeat(99) },
    { type: '\u202e' },
  ]) {
    t.is(ownName(content), null);
    t.is(messageNoun(named(content, 1, 2)), 'message');
    t.is(messageLabel(named(content, 1, 2)), 'M');
  }
  t.is(messageLabel(named({ type: 'ping' }, 1, 2)), 'ping');
});

test('a refusal of AppendEntries is no answer like others, and no heartbeat', (t) => {
  const refusal = { kind: 'appendReply', term: 1, success: false } as const;
  t.is(messageNoun(message(1, 2, refusal)), 'refusal of AppendEntries');
  t.is(messageLabel(message(1, 2, refusal)), 'AD');
  t.is(messageNoun(message(1, 2, { ...refusal, success: true })), 'answer to AppendEntries');
});

/** Wrapped text as one line, without the lanes beside it. */
function oneLine(text: string): string {
  return text.replace(/\n[\s│┆]*/g, ' ');
}

const FAST: Action = { kind: 'driftClock', node: 1, percent: 130 };

test('a clock that stays fast and a node that stays down are not called healed', (t) => {
  const lost: Action = { kind: 'failForGood', node: 3 };
  const report = reportOf({
    target: 'leader-forgets-contact',
    property: 'eventual-leader',
    nodes: 3,
    seed: 36,
    actions: [FAST, lost],
  });
  const text = oneLine(renderFinding(report, { ...PLAIN_STYLE, columns: 140 }));
  t.regex(text, /healing: all other faults end, but n1's clock stays at 130 %, and n3 stays down/);
  t.notRegex(text, /healing: all faults end/);
});

test('where nothing happened, every node has its column; elsewhere those without are named', (t) => {
  const scribe = standing(5)
    .at(20)
    .node(timer(2), view('candidate', 1, 2));
  const story = storyOf(scribe, 5);
  const late = storyOf(scribe, 5, 5000);
  t.deepEqual([late.lanes, late.idle], [[1, 2, 3, 4, 5], []]);
  t.deepEqual([story.lanes, story.idle], [[2], [1, 3, 4, 5]]);
});

test('a proposal that is left has a row, taken or not', (t) => {
  const report = reportOf({
    target: 'no-election-restriction',
    property: 'leader-completeness',
    nodes: 3,
    seed: 8,
    actions: [
      { kind: 'partition', groups: [[3], [1, 2]] },
      { kind: 'propose', node: 2, command: 'early' },
      { kind: 'elapse', ms: 480 },
      { kind: 'propose', node: 1, command: 'x473' },
      { kind: 'elapse', ms: 290 },
    ],
  });
  const text = renderFinding(report, { ...PLAIN_STYLE, columns: 140 });
  t.regex(text, /a client proposes "early" to n2, which does not take it/);
});

test('a vote that makes a leader forget what its peers hold says so', (t) => {
  const leading = { ...view('leader', 1, 1), matchIndex: [0, 3, 0] };
  const scribe = new Scribe();
  scribe
    .node(boot(1), leading)
    .sent(message(3, 1, vote(1)))
    .at(5);
  scribe.node(message(3, 1, vote(1)), { ...leading, matchIndex: [0, 0, 0] });
  const row = storyOf(scribe, 3).rows.at(-1);
  t.is(
    row?.text,
    "n3's vote of term 1 reaches n1, leader of term 1, which sets its matchIndex for n2 back " +
      'from 3 to 0',
  );
});

test('a proposal that is committed at once says so', (t) => {
  const proposed = { kind: 'proposed', node: 1, command: 'x' } as const;
  const scribe = new Scribe();
  scribe.node(boot(1), view('leader', 1, 1)).at(5);
  scribe.node(proposed, {
    ...view('leader', 1, 1),
    log: [{ term: 1, command: 'x' }],
    commitIndex: 1,
  });
  t.is(
    storyOf(scribe, 1).rows.at(-1)?.text,
    'a client proposes "x" to n1, which commits up to entry 1',
  );
});
