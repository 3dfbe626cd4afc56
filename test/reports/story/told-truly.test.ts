// What a report counts and where it points: spans, messages, anchors, names of timers.
import test from 'ava';
import { anchorOf } from '../../../reports/story/anchors.ts';
import { mailOf } from '../../../reports/story/mail.ts';
import { spanOf } from '../../../reports/story/spans.ts';
import { timerName } from '../../../reports/story/timer-name.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import { BETWEEN_STEPS, type Received } from '../../../trace/event.ts';
import { message, Scribe, view } from '../written.ts';
import { boot, timer } from './told.ts';

test('a fault ends where the trace shows its end, not where the scenario does', (t) => {
  const scribe = new Scribe();
  const cut = [[1, 2]] as const;
  scribe.node(boot(1), view('follower', 0, null)).node(boot(2), view('follower', 0, null));
  scribe.at(10).quiet({ kind: 'linksCut', links: cut });
  scribe.at(20).node({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 0 }, null);
  scribe.at(30).quiet({ kind: 'paused', node: 1 });
  scribe.at(35).quiet({ kind: 'networkDisturbed', by: 'loss', amount: 10, forMs: 100 });
  scribe.at(40).quiet({ kind: 'linksRestored', links: [[2, 1]] });
  scribe.at(50).quiet({ kind: 'linksRestored', links: cut });
  scribe.at(60).node(boot(2, 1), view('follower', 0, null));
  const spans = scribe.trace.slice(2, 6).map((line) => spanOf(line, scribe.trace).toMs);
  t.deepEqual(spans, [50, 60, null, 135]);
});

test('a message is overtaken by later ones of its link only; the rest may be under way', (t) => {
  const sent = (term: number, from = 1): Received =>
    message(from, 3, { kind: 'requestVote', term }, term);
  const scribe = new Scribe();
  scribe.sent(sent(1)).sent(sent(2)).sent(sent(3)).sent(sent(4)).sent(sent(1, 2));
  scribe.quiet(sent(3)).quiet(sent(2)).quiet(sent(3));
  const { overtaken, passedOver, underWay } = mailOf(traceIndex(scribe.trace, 3));
  t.deepEqual(
    overtaken.map(({ step }) => step),
    [7],
    'the second request of n1 arrives late',
  );
  t.deepEqual([passedOver, underWay], [1, 2]);
});

test('a clause points at a step of a node that it names, or at the end', (t) => {
  const scribe = new Scribe();
  scribe.node(boot(1), view('follower', 0, null)).node(boot(2), view('follower', 0, null));
  scribe.at(5).node(timer(2), view('candidate', 1, 2));
  scribe.at(6).quiet(timer(1)).quiet(timer(2, 'heartbeat'));
  const index = traceIndex(scribe.trace, 2);
  const witness = { observed: '', because: [], step: 5, timeMs: 900 };
  const anchor = (step: number, text: string) => anchorOf(index, witness, { step, text })?.step;
  t.is(anchor(4, 'n1 waited'), 4);
  t.is(anchor(4, 'n2 stood'), 3, 'the latest change of n2');
  t.is(anchor(4, 'all was well'), 4);
  t.is(anchor(5, 'n2 had committed nothing'), undefined, 'only the end shows it');
});

test('timers have names in words', (t) => {
  const names = ['election', 'quorumCheck', 'electionTimeout', 'heart_beat', ''].map(timerName);
  const expected = ['election timer', 'quorum check timer', 'election timeout', 'heart beat timer'];
  t.deepEqual(names, [...expected, 'timer']);
});
