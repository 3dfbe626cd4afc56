// Runs without a clock are shrunk to the known shortest, each pass on a problem that needs it.
import test from 'ava';
import fc from 'fast-check';
import type { SearchFault } from '../../../search/exploring/bounds.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import { shrinkSchedule, type ShrunkSchedule } from '../../../search/shrinking/shrink-schedule.ts';
import { crashWithin, deliver, duplicate, fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import { holds } from '../../property-run.ts';
import {
  BROKEN,
  count,
  fired,
  hasAll,
  hasInOrder,
  limits,
  scheduleOf,
  targetOf,
  type Past,
  type Problem,
} from './problem.ts';

/** Shrinks, and sees to what must hold of every result. */
function shrunk(
  problem: Problem,
  start: Schedule,
  other: Partial<ShrinkLimits> = {},
  faults: readonly SearchFault[] = [],
): ShrunkSchedule {
  const target = targetOf(problem);
  const result = shrinkSchedule(target, BROKEN, start, faults, limits(other));
  const { schedule } = result;
  const { violations } = performSchedule(target, schedule, { sought: new Set([BROKEN]) });
  if (violations.length === 0) throw new Error('the result of shrinking breaks nothing');
  if (schedule.decisions.length > start.decisions.length || schedule.nodes > start.nodes) {
    throw new Error('the result of shrinking is larger than what it came from');
  }
  return result;
}

/** A lock of so many digits: no walk opens it by chance, so that other passes are on their own. */
const KEY = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9', 'k10'];

function isOpen(past: Past): boolean {
  return KEY.every((word, place) => past[place] === word);
}

/** The first wrong digit locks it for good. */
function isLost(past: Past): boolean {
  return !KEY.every((word, place) => place >= past.length || past[place] === word);
}

function rest(past: Past): Past {
  return past.slice(KEY.length);
}

/** A search is not affordable here. */
const NO_SEARCH: Partial<ShrinkLimits> = { maxStates: 0 };

/** Nor are many walks, once the passes before them are through. */
function fewWalks(): Partial<ShrinkLimits> {
  let questions = 0;
  return { maxStates: 0, shouldStop: () => (questions += 1) > 2_000 };
}

test('what is needed together is left, in the shortest run, proven to be that', (t) => {
  const letter = fc.constantFrom('a', 'b', 'c');
  const needs = fc.uniqueArray(letter, { minLength: 1, maxLength: 3 });
  const law = fc.property(needs, fc.array(letter, { maxLength: 6 }), (needed, noise) => {
    const problem: Problem = {
      timers: ['a', 'b', 'c'],
      breaks: (past) => hasAll(past, needed),
    };
    const { schedule, result, ablation } = shrunk(
      problem,
      scheduleOf(fired([...noise, ...needed])),
    );
    t.is(schedule.decisions.length, needed.length);
    t.is(result, 'proven shortest');
    t.deepEqual(
      ablation,
      needed.map((_, part) => ({ part, needed: true })),
    );
    t.deepEqual(shrunk(problem, schedule).schedule, schedule, 'twice must be the same as once');
  });
  holds(t, law, { numRuns: 8 });
});

test('without a search decisions are left out one by one, until each is needed', (t) => {
  const noise = fc.array(fc.constantFrom('x', 'y'), { maxLength: 5 });
  const law = fc.property(noise, (words) => {
    const problem: Problem = {
      isLost,
      timers: [...KEY, 'x', 'y', 'end'],
      breaks: (past) => isOpen(past) && rest(past).includes('end'),
    };
    const long = [...KEY, ...words, 'end'];
    const { schedule, result } = shrunk(problem, scheduleOf(fired(long)), NO_SEARCH);
    t.deepEqual(schedule.decisions, fired([...KEY, 'end']));
    t.is(result, '1-minimal');
  });
  holds(t, law, { numRuns: 1 });
});

test('without a search what can only be left out together is left out as well', (t) => {
  const problem: Problem = {
    isLost,
    timers: [...KEY, 'open', 'close', 'a', 'b', 'c'],
    breaks: (past) =>
      isOpen(past) &&
      hasInOrder(past, ['a', 'b', 'c']) &&
      count(past, 'open') === count(past, 'close'),
  };
  const long = [...KEY, 'open', 'a', 'close', 'b', 'c'];
  const { schedule } = shrunk(problem, scheduleOf(fired(long)), fewWalks());
  t.deepEqual(schedule.decisions, fired([...KEY, 'a', 'b', 'c']));
});

test('without a search neighbours that can only be left out all together are left out', (t) => {
  const problem: Problem = {
    isLost,
    timers: [...KEY, 'n', 'm', 'x', 'y', 'z', 'e', 'end'],
    breaks: (past) => {
      const counts = new Set(['x', 'y', 'z'].map((word) => count(past, word)));
      return isOpen(past) && counts.size === 1 && hasInOrder(past, ['n', 'm', 'e', 'end']);
    },
  };
  const long = [...KEY, 'n', 'm', 'x', 'y', 'z', 'e', 'end'];
  const { schedule } = shrunk(problem, scheduleOf(fired(long)), fewWalks());
  t.deepEqual(schedule.decisions, fired([...KEY, 'n', 'm', 'e', 'end']));
});

test('without a search a fault becomes what happens without it', (t) => {
  const problem: Problem = {
    isLost,
    timers: [...KEY, 'tell'],
    breaks: (past) => past.at(-1) === 'x',
    effects: (word, { self }) => {
      const isTold = word === 'tell' && self === 1;
      return isTold
        ? [
            { kind: 'send', to: 2, message: 'x' },
            { kind: 'persist', record: 'told', synced: true },
          ]
        : [];
    },
  };
  const locked: Problem = {
    ...problem,
    breaks: (past, identity, timeMs) => isOpen(past) && problem.breaks(past, identity, timeMs),
  };
  const opened = fired(KEY, 2);
  const start = [...opened, crashWithin(fire(1, 'tell'), 1), duplicate(1, 2, 'x')];
  const { schedule } = shrunk(locked, scheduleOf(start, 2), fewWalks());
  const calm: readonly Decision[] = [...opened, fire(1, 'tell'), deliver(1, 2, 'x')];
  t.deepEqual(schedule.decisions, calm);
});

test('without a search a detour finds the shorter way', (t) => {
  const problem: Problem = {
    isLost,
    timers: [...KEY, 'l1', 'l2', 'l3', 's'],
    breaks: (past) =>
      isOpen(past) &&
      [
        ['l1', 'l2', 'l3'],
        ['s', 'l3'],
      ].some((way) => hasInOrder(rest(past), way)),
  };
  const { schedule, result } = shrunk(
    problem,
    scheduleOf(fired([...KEY, 'l1', 'l2', 'l3'])),
    NO_SEARCH,
  );
  t.deepEqual(schedule.decisions, fired([...KEY, 's', 'l3']));
  t.is(result, '1-minimal');
});

test('without a search, other runs show that a smaller cluster does', (t) => {
  const problem: Problem = {
    timers: ['a', 'b'],
    breaks: (past, { self, nodes }) =>
      hasInOrder(past, nodes === 5 ? ['a', 'b', 'a', 'b'] : ['b', 'b']) && self <= nodes,
  };
  const start = scheduleOf(fired(['a', 'b', 'a', 'b'], 5), 5);
  const { schedule } = shrunk(problem, start, NO_SEARCH);
  t.is(schedule.nodes, 3);
  t.is(schedule.decisions.length, 2);
});

test('the search finds what no pass does: another order, from the start', (t) => {
  const long = ['a', 'a', 'a', 'a'];
  const problem: Problem = {
    timers: ['a', 'b', 'c'],
    breaks: (past) => past.join('') === 'aaaa' || past.join('') === 'bcb',
  };
  const { schedule, result, states } = shrunk(problem, scheduleOf(fired(long)));
  t.deepEqual(schedule.decisions, fired(['b', 'c', 'b']));
  t.is(result, 'proven shortest');
  t.true(states > 0);
});

test('a budget of runs ends shrinking, and the result says so', (t) => {
  const words = ['x', 'a', 'y', 'b', 'x'];
  const problem: Problem = {
    timers: ['a', 'b', 'x', 'y'],
    breaks: (past) => hasAll(past, ['a', 'b']),
  };
  const start = scheduleOf(fired(words));
  const law = fc.property(fc.nat(4), (maxExecutions) => {
    const { result, schedule, ablation } = shrunk(problem, start, {
      maxExecutions,
      maxStates: 0,
      shouldStop: () => true,
    });
    t.is(result, 'budget');
    const given = scheduleOf(start.decisions.slice(0, 4));
    t.deepEqual(schedule, given, 'nothing is tried once it is told to stop');
    t.deepEqual(ablation, [], 'what was not tried is not called needed');
  });
  holds(t, law, { numRuns: 4 });
});

test('what is left is named as not needed if the violation stays without it', (t) => {
  const problem: Problem = {
    isLost,
    timers: [...KEY, 'x', 'a'],
    breaks: (past) => isOpen(past) && past.includes('a'),
  };
  const start = scheduleOf(fired([...KEY, 'x', 'a']));
  const { ablation, result } = shrunk(problem, start, { ...NO_SEARCH, maxExecutions: 1 });
  t.deepEqual(
    ablation.map(({ needed }) => needed),
    [...KEY.map(() => true), false, true],
  );
  t.is(result, 'budget');
});
