// The digest hears everything: two runs that differ anywhere have different fingerprints.
import test from 'ava';
import { Digest } from '../../trace/digest.ts';
import { BETWEEN_STEPS } from '../../trace/event.ts';
import type { Received, TraceEvent } from '../../trace/event.ts';
import type { NodeView } from '../../trace/view.ts';

const VIEW: NodeView = {
  role: 'follower',
  currentTerm: 2,
  votedFor: 1,
  log: [
    { term: 1, command: 'a' },
    { term: 2, command: 'b' },
  ],
  commitIndex: 1,
  matchIndex: null,
};
const FLIGHT: Received = {
  kind: 'received',
  node: 2,
  from: 1,
  message: 'hello',
  meaning: { kind: 'voteReply', term: 2, voteGranted: true },
  ordinal: 3,
  copy: false,
  sentAtMs: 5,
};

type Line = readonly [
  timeMs: number,
  event: TraceEvent,
  before: NodeView | null,
  after: NodeView | null,
];

function digestOf(...lines: readonly Line[]): string {
  const digest = new Digest();
  for (const line of lines) digest.happened(...line);
  return digest.value;
}

/** A step of n2 at 10 ms that changes its view to this. */
function seen(after: Partial<NodeView> | null, event: TraceEvent = FLIGHT): string {
  return digestOf([10, event, null, after === null ? null : { ...VIEW, ...after }]);
}

/** An event of n2 at 10 ms that changes no view. */
function heard(event: TraceEvent, timeMs = 10): string {
  return digestOf([timeMs, event, VIEW, VIEW]);
}

const BASE = heard(FLIGHT);

test('a fingerprint is 16 hex digits, the same for the same trace', (t) => {
  t.regex(BASE, /^[0-9a-f]{16}$/);
  t.is(heard(FLIGHT), BASE);
  t.is(heard({ ...FLIGHT }), BASE, 'it must not depend on what is the same object');
});

const DIFFERENT: Record<string, string> = {
  'nothing happened': digestOf(),
  'it happened twice': digestOf([10, FLIGHT, VIEW, VIEW], [10, FLIGHT, VIEW, VIEW]),
  'the time': heard(FLIGHT, 11),
  'the receiver': heard({ ...FLIGHT, node: 3 }),
  'the sender': heard({ ...FLIGHT, from: 3 }),
  'the kind of message': heard({ ...FLIGHT, meaning: { kind: 'appendReply', term: 2 } }),
  'the term of the message': heard({
    ...FLIGHT,
    meaning: { kind: 'voteReply', term: 3, voteGranted: true },
  }),
  'the ordinal': heard({ ...FLIGHT, ordinal: 4 }),
  'whether it is the copy': heard({ ...FLIGHT, copy: true }),
  'the kind of event': heard({ kind: 'paused', node: 2 }),
  'that a view changed': seen({}),
  'the role': seen({ role: 'leader' }),
  'the current term': seen({ currentTerm: 3 }),
  'the vote': seen({ votedFor: 2 }),
  'that there is no vote': seen({ votedFor: null }),
  'the length of the log': seen({ log: [{ term: 2, command: 'b' }] }),
  'the last term of the log': seen({
    log: [VIEW.log[0], { term: 1, command: 'b' }] as NodeView['log'],
  }),
  'the commit index': seen({ commitIndex: 2 }),
  'that the node is down': digestOf([10, FLIGHT, VIEW, null]),
};

test('whatever changes in a trace changes its fingerprint', (t) => {
  const values = new Map([[BASE, 'nothing at all']]);
  for (const [what, value] of Object.entries(DIFFERENT)) {
    t.is(values.get(value), undefined, `${what}: the fingerprint is the same without this change`);
    values.set(value, what);
  }
});

test('the order of events changes the fingerprint', (t) => {
  const first: Line = [10, FLIGHT, VIEW, VIEW];
  const second: Line = [10, { kind: 'paused', node: 1 }, VIEW, VIEW];
  t.not(digestOf(first, second), digestOf(second, first));
});

test('a message that is sent counts, whether or not it ever arrives', (t) => {
  const sent = new Digest();
  sent.sent(10, FLIGHT);
  t.not(sent.value, new Digest().value);
  for (const other of [
    { ...FLIGHT, node: 3 },
    { ...FLIGHT, ordinal: 4 },
  ]) {
    const another = new Digest();
    another.sent(10, other);
    t.not(another.value, sent.value);
  }
  t.not(sent.value, BASE, 'sending is not arriving');
});

/** Pairs of lines that differ; the digest should tell them apart. */
const PAIRS: Record<string, readonly [string, string]> = {
  'which timer fired': [
    heard({ kind: 'timerFired', node: 2, timer: 'election' }),
    heard({ kind: 'timerFired', node: 2, timer: 'heartbeat' }),
  ],
  'what was proposed': [
    heard({ kind: 'proposed', node: 2, command: 'x' }),
    heard({ kind: 'proposed', node: 2, command: 'y' }),
  ],
  'whether a vote was granted': [
    BASE,
    heard({ ...FLIGHT, meaning: { kind: 'voteReply', term: 2, voteGranted: false } }),
  ],
  'why a message was lost': [
    heard({ kind: 'lost', node: 2, flight: FLIGHT, why: 'cut' }),
    heard({ kind: 'lost', node: 2, flight: FLIGHT, why: 'loss' }),
  ],
  'which message was lost': [
    heard({ kind: 'lost', node: 2, flight: FLIGHT, why: 'cut' }),
    heard({ kind: 'lost', node: 2, flight: { ...FLIGHT, ordinal: 4 }, why: 'cut' }),
  ],
  'which message was doubled': [
    heard({ kind: 'duplicated', node: 2, flight: FLIGHT }),
    heard({ kind: 'duplicated', node: 2, flight: { ...FLIGHT, ordinal: 4 } }),
  ],
  'which step a crash cut short': [
    heard({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 0 }),
    heard({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, during: FLIGHT, lostWrites: 0 }),
  ],
  'what a target threw': [
    heard({ kind: 'threw', node: 2, during: FLIGHT, error: 'Error: one' }),
    heard({ kind: 'threw', node: 2, during: FLIGHT, error: 'Error: another' }),
  ],
  'what somebody was doing who quoted others': [
    heard({ kind: 'threw', node: 2, during: FLIGHT, error: 'Error: no', outline: 'timer' }),
    heard({ kind: 'threw', node: 2, during: FLIGHT, error: 'Error: no', outline: 'boot' }),
  ],
  'how many writes a crash lost': [
    heard({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 0 }),
    heard({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 1 }),
  ],
  'what is durable': [
    heard({ kind: 'persisted', node: 2, durable: VIEW, synced: true }),
    heard({ kind: 'persisted', node: 2, durable: { ...VIEW, votedFor: 3 }, synced: true }),
  ],
  'which entry was applied': [
    heard({ kind: 'applied', node: 2, index: 1, entry: { term: 1, command: 'a' } }),
    heard({ kind: 'applied', node: 2, index: 2, entry: { term: 1, command: 'a' } }),
  ],
  'how far a clock jumped': [
    heard({ kind: 'clockJumped', node: 2, byMs: 1 }),
    heard({ kind: 'clockJumped', node: 2, byMs: 2 }),
  ],
  'which links were cut': [
    digestOf([10, { kind: 'linksCut', links: [[1, 2]] }, null, null]),
    digestOf([10, { kind: 'linksCut', links: [[2, 1]] }, null, null]),
  ],
  'the commands in the log': [
    seen({}),
    seen({ log: [VIEW.log[0], { term: 2, command: 'c' }] as NodeView['log'] }),
  ],
  'what a leader knows to match': [
    seen({ role: 'leader', matchIndex: [2, 0, 0] }),
    seen({ role: 'leader', matchIndex: [2, 1, 0] }),
  ],
};

// Known to be deaf to these: a replay that differs there alone would pass as exact.
test('the details of an event change the fingerprint', (t) => {
  const deafTo = Object.entries(PAIRS).flatMap(([what, [a, b]]) => (a === b ? [what] : []));
  t.deepEqual(deafTo, []);
});

test('words that an error quotes do not change the fingerprint: they may be others each time', (t) => {
  const thrown = (error: string): string =>
    heard({ kind: 'threw', node: 2, during: FLIGHT, error, outline: 'an error of its own' });
  t.is(thrown('there is no handle 41'), thrown('there is no handle 53'));
});
