import { BETWEEN_STEPS } from '../../trace/event.ts';
import test from 'ava';
import { causalPast } from '../../trace/causality.ts';
import { message, Scribe, view } from '../reports/written.ts';

const ask = { kind: 'requestVote', term: 1 } as const;
const timer = (node: number) => ({ kind: 'timerFired', node, timer: 'election' }) as const;

test('the past of a step is its own past and that of every message that reached it', (t) => {
  const scribe = new Scribe();
  scribe.node(timer(1), view('candidate', 1, 1)).sent(message(1, 2, ask));
  scribe.node(timer(3), view('candidate', 1, 3));
  scribe.node(message(1, 2, ask), view('follower', 1, 1));
  t.deepEqual([...causalPast(scribe.trace, [4])].sort(), [1, 2, 4]);
  t.deepEqual([...causalPast(scribe.trace, [3])], [3], 'n3 acted alone, though after the others');
});

test('a lost message has a past and no consequences', (t) => {
  const scribe = new Scribe();
  scribe.node(timer(1), view('candidate', 1, 1)).sent(message(1, 2, ask));
  scribe.quiet({ kind: 'lost', node: 2, flight: message(1, 2, ask), why: 'cut' });
  scribe.node(timer(2), view('candidate', 1, 2));
  t.deepEqual([...causalPast(scribe.trace, [3])].sort(), [1, 2, 3]);
  t.deepEqual([...causalPast(scribe.trace, [4])], [4], 'n2 never heard of it');
});

test('a second copy has the same cause, and a crash keeps the past of its node', (t) => {
  const scribe = new Scribe();
  const copy = { ...message(1, 2, ask), copy: true };
  scribe.node(timer(1), view('candidate', 1, 1)).sent(message(1, 2, ask));
  scribe.quiet({ kind: 'duplicated', node: 2, flight: copy });
  scribe.node({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, during: copy, lostWrites: 0 }, null);
  scribe.node({ kind: 'booted', node: 2, incarnation: 1 }, view('follower', 0, null));
  t.deepEqual([...causalPast(scribe.trace, [5])].sort(), [1, 2, 4, 5]);
});

test('steps beyond the trace have no past', (t) => {
  t.is(causalPast([], [1, 7]).size, 0);
});
