// Attempts keep what still breaks and is simpler, and nothing else.
import test from 'ava';
import fc from 'fast-check';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { DoesNotReproduce } from '../../../search/running/does-not-reproduce.ts';
import { faultsIn } from '../../../search/shrinking/failing-schedule.ts';
import { ScheduleAttempts } from '../../../search/shrinking/schedule-attempts.ts';
import { storyOf, tellsTheSame, type Story } from '../../../search/story.ts';
import { crash, deliver, duplicate, fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { holds } from '../../property-run.ts';
import { BROKEN, fired, hasAll, limits, scheduleOf, targetOf } from './problem.ts';

/** Breaks a node that both timers of have fired; `ask` sends `ask` to n2, where it does. */
const target = targetOf({
  timers: ['a', 'b', 'ask'],
  breaks: (past) => hasAll(past, ['a', 'b']) || hasAll(past, ['asked']),
  effects: (word) => (word === 'ask' ? [{ kind: 'send', to: 2, message: 'asked' }] : []),
});

const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc
    .record({ node: fc.integer({ min: 1, max: 3 }), timer: fc.constantFrom('a', 'b', 'ask') })
    .map(({ node, timer }) => fire(node, timer)),
  fc.constantFrom(crash(1), crash(2), deliver(1, 2, 'asked'), duplicate(1, 2, 'asked')),
);
const anyRun = fc.array(anyDecision, { maxLength: 10 });

/** What it tells when it is performed as it stands; null if it breaks nothing. */
function toldBy(schedule: Schedule): Story | null {
  const { violations } = performSchedule(target, schedule, { sought: new Set([BROKEN]) });
  const [violation] = violations;
  return violation === undefined ? null : storyOf(violation.property, violation.witness);
}

function tellsAs(best: Schedule, other: Schedule): boolean {
  const [story, told] = [toldBy(best), toldBy(other)];
  return story !== null && told !== null && tellsTheSame(story, told);
}

/** Once more, with messages by other names, if something is skipped and the story is not told. */
function runsFor(candidate: readonly Decision[], best: Schedule): number {
  const schedule = { ...best, decisions: candidate };
  const { skipped } = performSchedule(target, schedule, { sought: new Set([BROKEN]) });
  return skipped.length > 0 && !tellsAs(best, schedule) ? 2 : 1;
}

/** Two needless ones, then what breaks it. */
const START = scheduleOf([crash(2), fire(2, 'a'), ...fired(['a', 'b'])], 2);

function attemptsOn(start: Schedule = START, maxExecutions = 5_000): ScheduleAttempts {
  return new ScheduleAttempts(target, BROKEN, start, limits({ maxExecutions }));
}

function order({ decisions }: Schedule): readonly [number, number] {
  return [decisions.length, faultsIn(decisions)];
}

test('whatever is tried, the best still breaks, and is simpler exactly if it was accepted', (t) => {
  const law = fc.property(fc.array(anyRun, { maxLength: 8 }), (candidates) => {
    const attempts = attemptsOn();
    let runs = 1;
    for (const candidate of candidates) {
      const before = attempts.best;
      runs += runsFor(candidate, before);
      const isAccepted = attempts.try(candidate);
      const [[length, faults], [longer, more]] = [order(attempts.best), order(before)];
      const isSimpler = length < longer || (length === longer && faults < more);
      t.is(isAccepted, isSimpler);
      t.is(attempts.best !== before, isAccepted);
      t.true(tellsAs(before, attempts.best), 'the best must tell the story of the one before');
    }
    t.is(attempts.executions, runs, 'all runs count, the first one too');
  });
  holds(t, law);
});

test('what breaks and is shorter is accepted, without what was not enabled or came too late', (t) => {
  const attempts = attemptsOn();
  t.true(attempts.try([deliver(1, 2, 'asked'), ...fired(['a', 'b']), fire(2, 'a')]));
  t.deepEqual(attempts.best, scheduleOf(fired(['a', 'b']), 2));
  t.false(attempts.try(fired(['b', 'a'])), 'no simpler: accepted, it could go to and fro');
  t.false(attempts.try(fired(['a'])), 'this breaks nothing');
});

test('as long with fewer faults is simpler', (t) => {
  const copied = [fire(1, 'ask'), duplicate(1, 2, 'asked')];
  const attempts = attemptsOn(scheduleOf(copied, 2));
  t.true(attempts.try([fire(1, 'ask'), deliver(1, 2, 'asked')]));
  t.false(attempts.try(copied));
  t.is(faultsIn(attempts.best.decisions), 0);
});

test('nothing is accepted once the budget is used up, in runs or in time', (t) => {
  const law = fc.property(fc.nat(5), fc.array(anyRun, { maxLength: 12 }), (most, candidates) => {
    const attempts = attemptsOn(START, most);
    let runs = 1;
    for (const candidate of candidates) {
      t.is(attempts.isExhausted, runs >= most);
      if (attempts.isExhausted) t.false(attempts.try(fired(['a', 'b'])));
      else runs += runsFor(candidate, attempts.best);
      attempts.try(candidate);
      t.is(attempts.executions, runs, 'what is tried afterwards is not even performed');
    }
  });
  holds(t, law);
  const late = new ScheduleAttempts(target, BROKEN, START, limits({ shouldStop: () => true }));
  t.false(late.try(fired(['a', 'b'])));
  t.deepEqual(late.best, START);
});

test('the best of others is taken over for fewer nodes first, then if it is simpler, and tells the same', (t) => {
  const runs = fc.record({ nodes: fc.integer({ min: 2, max: 4 }), decisions: anyRun });
  const law = fc.property(runs, runs, (one, two) => {
    const [mine, other] = [one, two].map(({ nodes, decisions }) => {
      return attemptsOn(scheduleOf([...decisions, ...fired(['a', 'b'])], nodes));
    });
    if (mine === undefined || other === undefined) return;
    other.try(fired(['b', 'a']));
    const [before, found] = [mine.best, other.best];
    mine.takeOver(other);
    const [left, right] = [found, before].map((best) => [best.nodes, ...order(best)]);
    const isSimpler = compare(left ?? [], right ?? []) < 0;
    t.is(mine.best, isSimpler && tellsAs(before, found) ? found : before);
    t.is(mine.executions, 3, 'what others tried counts as well');
  });
  holds(t, law);
});

/** Below 0 if the first list is the lesser, by its first different number. */
function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((value, place) => value !== other[place]);
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

test('what a search has found replaces the best if it breaks, and is refused if it does not', (t) => {
  const attempts = attemptsOn();
  attempts.replace(scheduleOf([...fired(['b', 'a']), crash(1)], 1));
  t.deepEqual(attempts.best, scheduleOf(fired(['b', 'a']), 1));
  t.throws(() => attempts.replace(scheduleOf(fired(['a']), 1)), { instanceOf: DoesNotReproduce });
  t.is(attempts.best.decisions.length, 2, 'what was refused must leave no mark');
});

test('what could happen next is all of it, and can be performed', (t) => {
  const start = scheduleOf([fire(1, 'ask'), fire(1, 'ask'), ...fired(['a', 'b'])], 2);
  const law = fc.property(fc.nat(start.decisions.length), (taken) => {
    const done = start.decisions.slice(0, taken);
    const enabled = attemptsOn(start).enabledAfter(taken);
    t.is(enabled.length, 6 + (taken > 0 ? 1 : 0), 'three timers each, and one kind of message');
    for (const decision of enabled) {
      const silence = { happened: () => undefined, sent: () => undefined };
      const cluster = new UntimedCluster(target, start, silence);
      for (const earlier of done) cluster.perform(earlier);
      t.true(cluster.perform(decision), `not enabled: ${JSON.stringify(decision)}`);
    }
  });
  holds(t, law, { numRuns: 20 });
});
