// What an exhaustive search met becomes a finding only if it happens again.
import test from 'ava';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { findingOfSearch } from '../../../search/shrinking/found-by-exploring.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { BROKEN, fired, hasInOrder, limits, scheduleOf, targetOf } from './problem.ts';

const properties = [propertyNamed(BROKEN)];
const START = scheduleOf(fired(['x', 'a']));

function found(target: PureTarget, schedule: Schedule, bounds: ShrinkLimits = limits()) {
  return findingOfSearch(target, schedule, properties, bounds)?.finding ?? null;
}

test('a run that an exhaustive search met is shrunk, and remembers who met it and how long', (t) => {
  const target = targetOf({ timers: ['a', 'x'], breaks: (past) => past.includes('a') });
  const finding = found(target, START);
  if (finding === null) return t.fail('the run breaks the property: it must become a finding');
  t.is(finding.foundBy, 'exhaustive');
  t.is(finding.property, BROKEN);
  t.is(finding.shrinking.original.decisions, 2);
  t.true(finding.shrinking.original.events > finding.shrinking.shrunk.events);
  t.is(finding.shrinking.shrunk.decisions, 1);
});

test('a run that breaks nothing is no finding', (t) => {
  t.is(found(targetOf({ timers: ['a', 'x'], breaks: () => false }), START), null);
});

test('a run that breaks the property once and never again is no finding', (t) => {
  let isFirst = true;
  const breaks = (past: readonly string[]): boolean => {
    const isBroken = isFirst && hasInOrder(past, ['x', 'a']);
    if (isBroken) isFirst = false;
    return isBroken;
  };
  t.is(found(targetOf({ timers: ['a', 'x'], breaks }), START), null);
  t.false(isFirst, 'it must have been performed');
});

test('any other error is not mistaken for that', (t) => {
  const target = targetOf({ timers: ['a', 'x'], breaks: (past) => past.includes('a') });
  const shouldStop = (): never => {
    throw new RangeError('the clock is gone');
  };
  t.throws(() => found(target, START, limits({ shouldStop })), { instanceOf: RangeError });
});
