// The parts that properties share: records by term, conditions of nodes, lingering effects, words.
import test from 'ava';
import {
  lingeringEffectsOf,
  calmFromMs,
  inFlightUntilMs,
  noLingeringEffects,
  type LingeringEffects,
} from '../../properties/lingering-effects.ts';
import { aboveTerm, ofTerm, withTerm, type ByTerm } from '../../properties/by-term.ts';
import type { Done } from '../../properties/run-facts.ts';
import { entryText, inOrder, logText, namesOf } from '../../properties/wording.ts';
import { BETWEEN_STEPS } from '../../trace/event.ts';
import type { TraceEvent } from '../../trace/event.ts';

const TIMING = { electionTimeoutMinMs: 50, electionTimeoutMaxMs: 100, heartbeatMs: 10 };

test('records are kept by term, newest first, whatever the order in which they come', (t) => {
  const records = [3, 1, 5, 2, 3].reduce<ByTerm<string>>(
    (known, term, turn) => withTerm(known, term, `${term} at ${turn}`),
    null,
  );
  t.deepEqual(
    aboveTerm(records, 0).map(({ value }) => value),
    ['5 at 2', '3 at 4', '2 at 3', '1 at 1'],
  );
  t.is(ofTerm(records, 3), '3 at 4');
  t.is(ofTerm(records, 4), undefined);
  t.is(ofTerm(null, 1), undefined);
  t.is(aboveTerm(records, 2).length, 2);
});

/** What is left after these events, each with its time. */
function after(
  ...events: readonly (readonly [timeMs: number, event: TraceEvent])[]
): LingeringEffects {
  return events.reduce<LingeringEffects>(
    (lingeringEffects, [timeMs, event]) => lingeringEffectsOf(lingeringEffects, at(timeMs, event)),
    noLingeringEffects({ nodes: 3, ...TIMING }),
  );
}

function at(timeMs: number, event: TraceEvent): Done {
  return { timeMs, event, node: 'node' in event ? event.node : 0 };
}

test('without faults, or after a crash, all is calm at once', (t) => {
  t.is(calmFromMs(after(), 7), 7);
  const crashed = after(
    [10, { kind: 'clockJumped', node: 1, byMs: -500 }],
    [20, { kind: 'crashed', node: 1, ...BETWEEN_STEPS, lostWrites: 0 }],
  );
  t.is(calmFromMs(crashed, 20), 20);
});

test('clocks set back are waited for: jumps add up, and a slow clock makes them longer', (t) => {
  const forward = after([10, { kind: 'clockJumped', node: 1, byMs: 500 }]);
  t.is(calmFromMs(forward, 10), 10);
  const twice = after(
    [10, { kind: 'clockJumped', node: 1, byMs: -500 }],
    [100, { kind: 'clockJumped', node: 1, byMs: -100 }],
  );
  t.is(calmFromMs(twice, 100), 610);
  const slowed = after(
    [0, { kind: 'clockJumped', node: 1, byMs: -500 }],
    [100, { kind: 'clockDrifted', node: 1, rate: 0.5 }],
  );
  t.is(calmFromMs(slowed, 100), 900);
  const slow = after(
    [0, { kind: 'clockDrifted', node: 1, rate: 0.5 }],
    [10, { kind: 'clockJumped', node: 1, byMs: -500 }],
  );
  t.is(calmFromMs(slow, 10), 1010);
});

test('the last write of a slow disk is waited for', (t) => {
  const quick = after(
    [10, { kind: 'diskSlowed', node: 2, syncMs: 300 }],
    [50, { kind: 'diskSlowed', node: 2, syncMs: 0 }],
  );
  t.is(calmFromMs(quick, 60), 350);
});

test('delayed messages are waited for, also those of a spell that was cut short', (t) => {
  const networkFault = (amount: number, forMs: number): TraceEvent => {
    return { kind: 'networkDisturbed', by: 'delay', amount, forMs };
  };
  const short = after([10, networkFault(500, 1000)], [50, networkFault(0, 0)]);
  t.is(calmFromMs(short, 60), 550);
  t.is(inFlightUntilMs(short, 60), 550);
  const under = after([10, networkFault(500, 1000)]);
  t.is(inFlightUntilMs(under, 60), 560, 'what is sent now may take the full delay');
  t.is(calmFromMs(under, 60), 1510, 'and what is sent at the end of the spell, too');
});

test('a witness says its words plainly and in order', (t) => {
  t.is(namesOf([]), 'none of them');
  t.is(namesOf([2]), 'n2');
  t.is(namesOf([1, 2, 3]), 'n1, n2 and n3');
  t.is(entryText({ term: 2, command: 'x' }), "'x' of term 2");
  t.is(entryText(undefined), 'nothing');
  const log = 'abcdefgh'.split('').map((command) => ({ term: 1, command }));
  t.is(logText(log), '[… c@1 d@1 e@1 f@1 g@1 h@1]');
  t.deepEqual(
    inOrder([
      { step: 3, text: 'b' },
      { step: 1, text: 'a' },
      { step: 3, text: 'b' },
    ]),
    [
      { step: 1, text: 'a' },
      { step: 3, text: 'b' },
    ],
  );
});
