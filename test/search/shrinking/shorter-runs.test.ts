// What is shorter is found by trying all there is; what is not found is proven not to be there.
import test from 'ava';
import fc from 'fast-check';
import type { SearchFault } from '../../../search/exploring/bounds.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { faultsIn } from '../../../search/shrinking/failing-schedule.ts';
import { ScheduleAttempts } from '../../../search/shrinking/schedule-attempts.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import { ShorterRuns, usableIn } from '../../../search/shrinking/shorter-runs.ts';
import { crash, crashWithin, deliver, duplicate, fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { Effect, PureTarget } from '../../../simulator/target.ts';
import { holds } from '../../property-run.ts';
import {
  BROKEN,
  count,
  fired,
  hasInOrder,
  limits,
  scheduleOf,
  targetOf,
  type Problem,
} from './problem.ts';

interface Improved {
  readonly best: Schedule;
  readonly isProven: boolean;
  readonly states: number;
}

/** The start, but for what comes after it has broken the property. */
function untilBroken(problem: Problem, start: Schedule): Schedule {
  return new ScheduleAttempts(targetOf(problem), BROKEN, start, limits()).best;
}

/** Improves a run, which must break the property then. */
function improved(
  problem: Problem,
  start: Schedule,
  fair: readonly SearchFault[] = [],
  other: Partial<ShrinkLimits> = {},
): Improved {
  const target = targetOf(problem);
  const attempts = new ScheduleAttempts(target, BROKEN, start, limits(other));
  const search = new ShorterRuns(target, BROKEN, usableIn(start, fair), limits(other));
  const isProven = search.improve(attempts);
  const { best } = attempts;
  const { violations } = performSchedule(target, best, { sought: new Set([BROKEN]) });
  if (violations.length === 0) throw new Error(`breaks nothing: ${JSON.stringify(best)}`);
  return { best, isProven, states: search.states };
}

const words = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 });

/** Two ways to break a node, and the longer one as the start. */
const twoWays = fc.tuple(words, words).map(([one, other]) => {
  const long = [...one, 'b', 'c'];
  const problem: Problem = {
    timers: ['a', 'b', 'c'],
    breaks: (past) => [long, other].some((way) => hasInOrder(past, way)),
  };
  return { problem, long, shortest: Math.min(long.length, other.length) };
});

test('the shortest run there is is found, and proven to be the shortest', (t) => {
  const law = fc.property(twoWays, ({ problem, long, shortest }) => {
    const { best, isProven, states } = improved(problem, scheduleOf(fired(long)));
    t.is(best.decisions.length, shortest);
    t.true(isProven);
    const given = untilBroken(problem, scheduleOf(fired(long)));
    t.is(states > 0, given.decisions.length > 1, 'there is nothing shorter than one decision');
    const again = improved(problem, best);
    t.deepEqual(again.best, best, 'the second time must change nothing');
    t.true(again.isProven);
  });
  holds(t, law, { numRuns: 40 });
});

test('a run as short in a smaller cluster is preferred', (t) => {
  const breaks: Problem['breaks'] = (past, { nodes }) => nodes >= 2 && hasInOrder(past, ['a', 'b']);
  const start = scheduleOf(fired(['a', 'b'], 4), 4);
  const { best, isProven } = improved({ timers: ['a', 'b'], breaks }, start);
  t.is(best.nodes, 2);
  t.is(best.decisions.length, 2);
  t.true(isProven);
});

test('a smaller cluster that needs a longer run is not', (t) => {
  const breaks: Problem['breaks'] = (past, { nodes }) =>
    hasInOrder(past, nodes >= 3 ? ['a'] : ['a', 'a']);
  const { best } = improved({ timers: ['a'], breaks }, scheduleOf(fired(['a']), 3));
  t.deepEqual([best.nodes, best.decisions.length], [3, 1]);
});

/** Says `x` to n2, then writes; n2 breaks when it hears that. */
const TELLING: readonly Effect[] = [
  { kind: 'send', to: 2, message: 'x' },
  { kind: 'persist', record: 'told', synced: true },
];
const TELLS: Problem = {
  timers: ['tell'],
  breaks: (past) => past.includes('x'),
  effects: (word) => (word === 'tell' ? TELLING : []),
};

const FAULTY: readonly (readonly Decision[])[] = [
  [fire(1, 'tell'), duplicate(1, 2, 'x')],
  [crashWithin(fire(1, 'tell'), 1), deliver(1, 2, 'x')],
  [crashWithin(fire(1, 'tell'), 1), duplicate(1, 2, 'x')],
];

test('as long a run with fewer faults is preferred', (t) => {
  for (const decisions of FAULTY) {
    const { best, isProven } = improved(TELLS, scheduleOf(decisions, 2));
    t.deepEqual(best.decisions, [fire(1, 'tell'), deliver(1, 2, 'x')]);
    t.true(isProven);
  }
});

test('a fault that is needed stays, and only faults that are fair or at hand are used', (t) => {
  const problem: Problem = {
    timers: ['tell'],
    breaks: (past, { nodes }) => nodes >= 2 && (count(past, 'x') === 2 || past.length === 4),
    effects: (word) => (word === 'tell' ? [{ kind: 'send', to: 2, message: 'x' }] : []),
  };
  const long = scheduleOf(fired(['tell', 'tell', 'tell', 'tell']), 2);
  const twice = [fire(1, 'tell'), duplicate(1, 2, 'x'), deliver(1, 2, 'x')];
  t.is(improved(problem, long).best.decisions.length, 4, 'a copy is not fair');
  const { best } = improved(problem, long, ['duplicate']);
  t.is(best.decisions.length, 3, 'a copy is fair');
  t.is(faultsIn(best.decisions), 1);
  t.deepEqual(improved(problem, scheduleOf(twice, 2)).best.decisions, twice);
});

test('usable is what is fair and what the run has, in the usual order', (t) => {
  const run = scheduleOf([crash(1), duplicate(1, 2, 'x'), fire(1, 'a')]);
  t.deepEqual(usableIn(run, []), ['duplicate', 'crash']);
  t.deepEqual(usableIn(run, ['crashWithin']), ['duplicate', 'crash', 'crashWithin']);
  t.deepEqual(usableIn(scheduleOf(fired(['a'])), []), []);
});

test('a search that reaches its limit proves nothing and keeps what it has', (t) => {
  const law = fc.property(twoWays, fc.nat(4), ({ problem, long }, maxStates) => {
    const start = scheduleOf(fired(long));
    const { best, isProven } = improved(problem, start, [], { maxStates });
    const given = untilBroken(problem, start);
    const [left, length] = [best.decisions.length, given.decisions.length];
    t.true(left <= length);
    if (left === length) t.is(isProven, length === 1, 'four states are not all there is');
    const stopped = improved(problem, start, [], { shouldStop: () => true });
    t.deepEqual(stopped, { best: given, isProven: length === 1, states: 0 });
  });
  holds(t, law, { numRuns: 40 });
});

test('a run that is too long to be proven may still be found to be needlessly long', (t) => {
  const long = Array.from({ length: 20 }, () => 'a');
  const breaks: Problem['breaks'] = (past) =>
    hasInOrder(past, long) || hasInOrder(past, ['b', 'b']);
  const { best } = improved({ timers: ['a', 'b'], breaks }, scheduleOf(fired(long)));
  t.is(best.decisions.length, 2);
});

/** No client proposes anything: with one timer, there is a single run of each length. */
function withoutClients(problem: Problem): PureTarget {
  return { ...targetOf(problem), capabilities: { proposals: false } };
}

function attemptsOn(target: PureTarget, start: Schedule): ScheduleAttempts {
  return new ScheduleAttempts(target, BROKEN, start, limits());
}

function proofs(length: number) {
  const target = withoutClients({ timers: ['a'], breaks: (past) => past.length === length });
  const attempts = attemptsOn(target, scheduleOf(fired(Array.from({ length }, () => 'a'))));
  const atOnce = new ShorterRuns(target, BROKEN, [], limits()).improve(attempts);
  const search = new ShorterRuns(target, BROKEN, [], limits());
  const atLast = search.proveAtLast(attempts);
  return { atOnce, atLast, statesAtLast: search.states };
}

test('only runs of up to 13 decisions are proven, and of up to 12 by the last search', (t) => {
  const lengths = [11, 12, 13, 14];
  const [atOnce, atLast] = (['atOnce', 'atLast'] as const).map((search) =>
    lengths.filter((length) => proofs(length)[search]),
  );
  t.deepEqual(atOnce, [11, 12, 13]);
  t.deepEqual(atLast, [11, 12]);
  t.is(proofs(13).statesAtLast, 0, 'what cannot be proven is not searched');
});

test('the last search may see all states, those before it only a share', (t) => {
  const target = withoutClients({
    timers: ['a', 'b'],
    breaks: (past) => past.join('') === 'abab',
  });
  const attempts = attemptsOn(target, scheduleOf(fired(['a', 'b', 'a', 'b'])));
  // A proof sees 7 states.
  const search = new ShorterRuns(target, BROKEN, [], limits({ maxStates: 20 }));
  t.false(search.improve(attempts));
  t.true(search.proveAtLast(attempts));
});

test('what the proof itself finds in a smaller cluster is proven', (t) => {
  const breaks: Problem['breaks'] = (past, { nodes }) => nodes >= 2 && hasInOrder(past, ['a', 'b']);
  const target = targetOf({ timers: ['a', 'b'], breaks });
  const attempts = attemptsOn(target, scheduleOf(fired(['a', 'b'], 4), 4));
  t.true(new ShorterRuns(target, BROKEN, [], limits()).proveAtLast(attempts));
  t.is(attempts.best.nodes, 2);
});

test('where another story is shorter, nothing is proven', (t) => {
  // Without the crash it is another story.
  const problem: Problem = { timers: ['a', 'b'], breaks: (past) => past[0] === 'b' };
  const start = scheduleOf([fire(1, 'a'), crash(1), fire(1, 'b')]);
  const { best, isProven } = improved(problem, start);
  t.deepEqual(best, start);
  t.false(isProven);
});

/** Timers that lead to term 9 at once, where there is far more to search. */
const JUMPS = ['j1', 'j2', 'j3', 'j4', 'j5', 'j6', 'j7', 'j8'];

/** Breaks after three decisions in term 2. A node that is `up` is in that term, and n1 says so. */
const RISING: Problem = {
  timers: ['a', 'up', ...JUMPS],
  breaks: (past) => past.join(' ') === 'up a a' || count(past, 'j1') === 4,
  effects: (word, { self }) => {
    if (word === 'up' && self === 1) return [{ kind: 'send', to: 2, message: 'x' }];
    if (word !== 'x') return [];
    return [
      { kind: 'send', to: 1, message: 'heard' },
      { kind: 'persist', record: 'heard', synced: true },
    ];
  },
  termAfter: (past) => (past.some((word) => JUMPS.includes(word)) ? 9 : 1 + count(past, 'up')),
  termOf: () => 2,
  smallestCluster: 2,
};

/** In whatever way it arrives. */
const ARRIVALS: readonly Decision[] = [
  deliver(1, 2, 'x'),
  duplicate(1, 2, 'x'),
  crashWithin(deliver(1, 2, 'x'), 1),
];

test('a shorter run is looked for first in the terms of the messages of the run at hand', (t) => {
  // Too few for three decisions in all terms, and enough for them in terms 1 and 2.
  const few = { maxStates: 700 };
  const jumps = fired(['j1', 'j1', 'j1', 'j1'], 2);
  const { best } = improved(RISING, scheduleOf(jumps, 2), [], few);
  t.deepEqual(best.decisions, jumps, 'a run without messages is of term 1');
  for (const arrival of ARRIVALS) {
    const start = scheduleOf([fire(1, 'up'), arrival, ...jumps], 2);
    const shorter = improved(RISING, start, [], few).best;
    t.is(shorter.decisions.length, 3, `${arrival.kind}: x is of term 2`);
  }
});
