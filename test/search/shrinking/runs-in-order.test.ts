// What shrinking makes of a run in order, for a target that needs its messages in order.
import test from 'ava';
import { overtakes } from '../../../search/overtaking.ts';
import { recordSchedule } from '../../../search/running/record.ts';
import { otherRuns } from '../../../search/shrinking/other-runs.ts';
import { ScheduleAttempts } from '../../../search/shrinking/schedule-attempts.ts';
import { shrinkSchedule } from '../../../search/shrinking/shrink-schedule.ts';
import { deliver, fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { BROKEN, hasInOrder, limits, scheduleOf, targetOf } from './problem.ts';

/** Whenever `both` fires at n1, it sends `a` and `b` to n2, which goes wrong on hearing `words`. */
function breaksWith(words: readonly string[]): PureTarget {
  return targetOf({
    timers: ['both', 'idle'],
    breaks: (past, { self }) => self === 2 && hasInOrder(past, words),
    effects: (word, { self }) =>
      self === 1 && word === 'both'
        ? ['a', 'b'].map((message) => ({ kind: 'send', to: 2, message }))
        : [],
  });
}

function needingOrder(target: PureTarget): PureTarget {
  return { ...target, capabilities: { ...target.capabilities, reordering: false } };
}

/** `b` before `a`: one of them has overtaken the other, or they were sent twice. */
const bears = breaksWith(['b', 'a']);
const needsOrder = needingOrder(bears);

const [BOTH, IDLE, A, B] = [
  fire(1, 'both'),
  fire(1, 'idle'),
  deliver(1, 2, 'a'),
  deliver(1, 2, 'b'),
];
const OVERTAKING = [BOTH, B, A];
const IN_ORDER = [BOTH, B, BOTH, A];

function isInOrder(schedule: Schedule): boolean {
  return !overtakes(recordSchedule(needsOrder, schedule, new Set([BROKEN])).trace);
}

test('a run in order stays in order, and is not called the shortest if another one is', (t) => {
  const start = scheduleOf([IDLE, BOTH, IDLE, ...IN_ORDER.slice(1)], 2);
  const { schedule, result, ablation } = shrinkSchedule(needsOrder, BROKEN, start, [], limits());
  t.is(schedule.decisions.length, IN_ORDER.length);
  t.true(isInOrder(schedule));
  t.is(result, '1-minimal', 'the search has met a shorter one, in which a message overtakes');
  t.true(ablation.every(({ needed }) => needed));
  const anyOrder = shrinkSchedule(bears, BROKEN, start, [], limits());
  t.deepEqual(anyOrder.schedule.decisions, OVERTAKING);
  t.is(anyOrder.result, 'proven shortest');
});

test('what a search meets after runs that are out of order is not proven shortest by it', (t) => {
  const target = targetOf({
    timers: ['both', 'single'],
    breaks: (past, { self }) =>
      self === 2 && (hasInOrder(past, ['b', 'a']) || hasInOrder(past, ['c', 'c', 'c'])),
    effects: (word, { self }) => {
      const words = word === 'both' ? ['a', 'b'] : word === 'single' ? ['c'] : [];
      return self === 1 ? words.map((message) => ({ kind: 'send', to: 2, message })) : [];
    },
    // Only the last search, which is the proof, looks at terms that the run itself has not.
    termAfter: (past) => (past.includes('both') ? 2 : 1),
  });
  const [SINGLE, C] = [fire(1, 'single'), deliver(1, 2, 'c')];
  const start = scheduleOf([SINGLE, C, SINGLE, C, SINGLE, C], 2);
  const { schedule, result } = shrinkSchedule(needingOrder(target), BROKEN, start, [], limits());
  t.is(schedule.decisions.length, IN_ORDER.length);
  t.true(isInOrder(schedule));
  t.is(result, '1-minimal');
});

test('a run in order is proven shortest if nothing shorter breaks, whatever the order', (t) => {
  const start = scheduleOf([IDLE, BOTH, IDLE, B], 2);
  const target = needingOrder(breaksWith(['b']));
  const { schedule, result } = shrinkSchedule(target, BROKEN, start, [], limits());
  t.deepEqual(schedule.decisions, [BOTH, B]);
  t.is(result, 'proven shortest');
});

test('a run with a message that overtakes, as it was asked for, may keep that', (t) => {
  const start = scheduleOf([IDLE, ...OVERTAKING], 2);
  const { schedule, result } = shrinkSchedule(needsOrder, BROKEN, start, [], limits());
  t.deepEqual(schedule.decisions, OVERTAKING);
  t.is(result, 'proven shortest');
  t.false(isInOrder(schedule));
});

test('once a simpler run does without overtaking, no later one brings it back', (t) => {
  const start = scheduleOf([BOTH, IDLE, IDLE, B, A], 2);
  const attempts = new ScheduleAttempts(needsOrder, BROKEN, start, limits());
  t.false(attempts.keepsOrder);
  t.true(attempts.try([BOTH, IDLE, ...OVERTAKING.slice(1)]), 'it is shorter');
  const longer = new ScheduleAttempts(needsOrder, BROKEN, start, limits());
  t.true(longer.try(IN_ORDER));
  t.true(longer.keepsOrder);
  t.false(longer.try(OVERTAKING));
  t.false(longer.replace(scheduleOf(OVERTAKING, 2)), 'nor does one that a search has found');
  t.deepEqual(longer.otherSchedules, [], 'no other story is told out of order either');
  t.is(longer.performedUntilBroken(scheduleOf(OVERTAKING, 2)), null);
  t.deepEqual(longer.best.decisions, IN_ORDER);
});

test('other runs that may replace a run in order are met by walks in order', (t) => {
  const runs = (keepsOrder: boolean): readonly (readonly Decision[])[] => {
    const replaced = { nodes: 2, timing: scheduleOf([]).timing, keepsOrder };
    return [...otherRuns(needsOrder, BROKEN, replaced, [], limits())].map((run) => run.decisions);
  };
  const [inOrder, inAnyOrder] = [runs(true), runs(false)];
  t.true(inOrder.length > 0, 'walks in order break it, too');
  for (const decisions of inOrder) t.true(isInOrder(scheduleOf(decisions, 2)));
  t.false(inAnyOrder.every((decisions) => isInOrder(scheduleOf(decisions, 2))));
});
