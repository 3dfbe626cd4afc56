import test from 'ava';
import { BETWEEN_STEPS, type Received } from '../../trace/event.ts';
import { plainEvent, plainView } from '../../trace/plain-event.ts';
import { message, view } from '../reports/written.ts';

const ASK = message(1, 2, { kind: 'requestVote', term: 1 });

/** As the world has it on its agenda, and as some targets classify: with more than may be told. */
function busy(flight: Received): Received {
  const meaning = { ...flight.meaning, candidateId: 1, log: [] };
  return { ...flight, meaning, arrivesAtMs: 7, next: flight } as Received;
}

test('a message in flight keeps what happened, and nothing of the agenda that holds it', (t) => {
  t.deepEqual(plainEvent(busy(ASK)), ASK);
  for (const kind of ['sent', 'duplicated'] as const) {
    t.deepEqual(plainEvent({ kind, node: 1, flight: busy(ASK) }), { kind, node: 1, flight: ASK });
  }
  const lost = { kind: 'lost', node: 2, why: 'cut' } as const;
  t.deepEqual(plainEvent({ ...lost, flight: busy(ASK) }), { ...lost, flight: ASK });
});

test('the step that a crash or an error ended is plain too', (t) => {
  const crash = { kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 0 } as const;
  t.deepEqual(plainEvent({ ...crash, during: busy(ASK) }), { ...crash, during: ASK });
  const threw = { kind: 'threw', node: 2, error: 'Error: no' } as const;
  t.deepEqual(plainEvent({ ...threw, during: busy(ASK) }), { ...threw, during: ASK });
  const timer = { kind: 'timerFired', node: 2, timer: 'election' } as const;
  t.deepEqual(plainEvent({ ...crash, during: timer }), { ...crash, during: timer });
});

test('what a message means is kept whole: whether a vote was granted, and entries were taken', (t) => {
  for (const meaning of [
    { kind: 'voteReply', term: 1, voteGranted: true },
    { kind: 'voteReply', term: 1, voteGranted: false },
    { kind: 'appendReply', term: 1, success: false },
    { kind: 'appendReply', term: 1 },
    { kind: 'appendEntries', term: 3 },
    { kind: 'other', term: 0 },
  ] as const) {
    const flight = message(2, 1, meaning);
    t.deepEqual(plainEvent(busy(flight)), flight);
  }
});

test('a view loses what only its target knows', (t) => {
  const seen = view('leader', 3, 1);
  t.deepEqual(plainView({ ...seen, secret: 1 } as typeof seen), seen);
  t.is(plainView(null), null);
});
