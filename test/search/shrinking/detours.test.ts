// A way that lacks a decision of the shorter way is left for it: one is put in, two or more go.
import test from 'ava';
import fc from 'fast-check';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { takeDetours } from '../../../search/shrinking/detours.ts';
import { ScheduleAttempts } from '../../../search/shrinking/schedule-attempts.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { holds } from '../../property-run.ts';
import { BROKEN, fired, hasInOrder, limits, scheduleOf, targetOf } from './problem.ts';

/** Words that a run on the long way has, and then one that it shares with the short way. */
const LONG = ['l1', 'l2', 'l3', 'l4', 'l5'];

/** Broken by the long way, or by any of the short ones, in order. */
function targetWith(long: readonly string[], ...short: readonly (readonly string[])[]): PureTarget {
  return targetOf({
    timers: [...LONG, 's', 'end'],
    breaks: (past) => [long, ...short].some((words) => hasInOrder(past, words)),
  });
}

function attemptsOn(target: PureTarget, words: readonly string[], maxExecutions = 5_000) {
  const start = scheduleOf(fired(words));
  return new ScheduleAttempts(target, BROKEN, start, limits({ maxExecutions }));
}

const ways = fc
  .record({ length: fc.integer({ min: 2, max: 5 }), at: fc.nat(5) })
  .map(({ length, at }) => {
    const words = LONG.slice(0, length);
    return { long: [...words, 'end'], short: at > length ? ['s', 'end'] : ['s'], words };
  });

test('a detour leads to the shorter way, which the run at hand lacked a decision of', (t) => {
  const law = fc.property(ways, ({ long, short }) => {
    const target = targetWith(long, short);
    const attempts = attemptsOn(target, long);
    t.true(takeDetours(attempts, []));
    t.deepEqual(attempts.best.decisions, fired(short));
    const { violations } = performSchedule(target, attempts.best, { sought: null });
    t.is(violations.length, 1, 'the end of a detour must break the property');
  });
  holds(t, law, { numRuns: 40 });
});

test('one detour after the other is taken, until none leads anywhere', (t) => {
  const long = [...LONG, 'end'];
  const target = targetWith(long, ['l1', 'l2', 'l3', 's', 'end'], ['l1', 's', 's', 'end']);
  const attempts = attemptsOn(target, long);
  t.true(takeDetours(attempts, []));
  t.is(attempts.best.decisions.length, 4, 'the second detour starts where the first has ended');
  const { best } = attempts;
  t.false(takeDetours(attempts, []), 'the second time must change nothing');
  t.is(attempts.best, best);
});

test('a detour that only works as the very first decision, and breaks all at once, is found', (t) => {
  const target = targetOf({
    timers: ['l1', 'l2', 's'],
    breaks: (past) => past[0] === 's' || past.join(' ') === 'l1 l2',
  });
  const attempts = attemptsOn(target, ['l1', 'l2']);
  t.true(takeDetours(attempts, []));
  t.deepEqual(attempts.best.decisions, fired(['s']));
});

test('a run that no detour shortens stays as it is, and the search for one ends', (t) => {
  const law = fc.property(ways, ({ long }) => {
    const attempts = attemptsOn(targetWith(long), long);
    const { best } = attempts;
    t.false(takeDetours(attempts, []));
    t.is(attempts.best, best);
    const [places, timers] = [long.length, LONG.length + 2];
    const most = places * timers * (places + 2);
    t.true(attempts.executions > places * (timers - 1), 'each detour from each place is tried');
    t.true(attempts.executions <= most, `${attempts.executions} runs, expected up to ${most}`);
  });
  holds(t, law, { numRuns: 40 });
});

test('a detour that only moves the length about is none', (t) => {
  const long = ['l1', 'l2', 'end'];
  const attempts = attemptsOn(targetWith(long, ['l1', 's', 'end']), long);
  t.false(takeDetours(attempts, []), 'as long as before: it could be taken to and fro for ever');
});

test('the budget ends a search for detours soon', (t) => {
  const law = fc.property(fc.nat(60), (most) => {
    const long = [...LONG, 'end'];
    const attempts = attemptsOn(targetWith(long, ['s']), long, most);
    takeDetours(attempts, []);
    t.true(attempts.executions <= most + long.length + 2, `${attempts.executions} of ${most}`);
  });
  holds(t, law);
});
