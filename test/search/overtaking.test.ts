// Whether messages of one link arrive in the order in which they were sent.
import test from 'ava';
import { overtakes, owesOrder } from '../../search/overtaking.ts';
import { recordSchedule } from '../../search/running/record.ts';
import { crashWithin, deliver, duplicate, fire } from '../../simulator/decide.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import { scheduleOf, targetOf } from './shrinking/problem.ts';

/** Each timer of n1 sends its own name to n2 and to n3. */
const bears = targetOf({
  timers: ['a', 'b'],
  breaks: () => false,
  effects(word, { self }) {
    if (self !== 1) return [];
    return [2, 3].map((to): Effect => ({ kind: 'send', to, message: word }));
  },
});
const needsOrder = { ...bears, capabilities: { ...bears.capabilities, reordering: false } };

const [SENDS_A, SENDS_B] = [fire(1, 'a'), fire(1, 'b')];
const [A, B] = [deliver(1, 2, 'a'), deliver(1, 2, 'b')];

function traceOf(decisions: readonly Decision[], target: PureTarget = needsOrder): Trace {
  const { result, trace } = recordSchedule(target, scheduleOf(decisions, 3), null);
  if (result.skipped.length > 0) throw new Error('a decision of the test is not possible');
  return trace;
}

test('a message overtakes what was sent before it on its link and arrives after it', (t) => {
  t.true(overtakes(traceOf([SENDS_A, SENDS_B, B, A])));
  t.false(overtakes(traceOf([SENDS_A, SENDS_B, A, B])));
});

test('a message overtakes nothing that never arrives, nor what is on another link', (t) => {
  t.false(overtakes(traceOf([SENDS_A, SENDS_B, B])), 'a is lost');
  t.false(overtakes(traceOf([SENDS_A, SENDS_B, B, deliver(1, 3, 'a')])));
});

test('a copy that arrives after a later message is overtaken, one before it is not', (t) => {
  const twice = duplicate(1, 2, 'a');
  t.true(overtakes(traceOf([SENDS_A, SENDS_B, twice, B, A])));
  t.false(overtakes(traceOf([SENDS_A, SENDS_B, twice, A, B])));
});

test('an arrival that a crash cuts short is an arrival', (t) => {
  const writer = targetOf({
    timers: ['a', 'b'],
    breaks: () => false,
    effects(word, { self }) {
      if (self === 1) return [{ kind: 'send', to: 2, message: word }];
      return [
        { kind: 'send', to: 1, message: 'heard' },
        { kind: 'persist', record: word, synced: true },
      ];
    },
  });
  const cut = crashWithin(B, 1);
  t.true(overtakes(traceOf([SENDS_A, SENDS_B, cut, A], writer)));
});

test('of messages that say the same, one that overtakes nothing arrives where order counts', (t) => {
  const again = [SENDS_A, SENDS_B, SENDS_A, B, A];
  t.false(overtakes(traceOf(again)), 'the second a arrives: the first one is lost');
  t.true(overtakes(traceOf(again, bears)), 'the first a arrives, as the traces of others have it');
  t.true(overtakes(traceOf([...again, A])), 'both arrive, and the first one comes late');
});

test('order is owed by a target that needs it, once a run does without overtaking', (t) => {
  const [inOrder, late] = [traceOf([SENDS_A, SENDS_B, A, B]), traceOf([SENDS_A, SENDS_B, B, A])];
  t.true(owesOrder(needsOrder, inOrder));
  t.false(owesOrder(needsOrder, late));
  t.false(owesOrder(bears, inOrder));
});
