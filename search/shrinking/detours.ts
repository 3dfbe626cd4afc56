/**
 * Leaving out decisions ends where none can be spared, which need not be the shortest run: another
 * way may be shorter that has a decision which this one lacks. So one is put in, and if two or more
 * can be spared then, that was worth it.
 */
import type { Decision } from '../../simulator/decision.ts';
import type { ScheduleAttempts } from './schedule-attempts.ts';

/** Until no such way is found any more; true if any was. */
export function takeDetours(attempts: ScheduleAttempts): boolean {
  const before = attempts.best;
  while (findDetour(attempts) && !attempts.isExhausted);
  return attempts.best !== before;
}

/** Later places first: there the run has come close to the violation, and little is left to try. */
function findDetour(attempts: ScheduleAttempts): boolean {
  const { decisions } = attempts.best;
  for (let index = decisions.length - 1; index >= 0; index -= 1) {
    for (const detour of attempts.enabledAfter(index)) {
      if (attempts.isExhausted) return false;
      if (isSame(detour, decisions[index])) continue;
      if (sparesTwo(attempts, decisions.toSpliced(index, 0, detour), index)) return true;
    }
  }
  return false;
}

/** Leaves out one decision after the other, but for the one that was put in. */
function sparesTwo(attempts: ScheduleAttempts, longer: readonly Decision[], kept: number): boolean {
  const { length } = attempts.best.decisions;
  const start = attempts.performedUntilBroken({ ...attempts.best, decisions: longer });
  if (start === null) return false;
  // The decision that was put in may break the property so early that nothing need be left out.
  if (start.length < length) return attempts.try(start);
  let rest = start;
  for (let index = rest.length - 1; index >= 0; index -= 1) {
    if (index === kept && rest === start) continue;
    const decisions = rest.toSpliced(index, 1);
    rest = attempts.performedUntilBroken({ ...attempts.best, decisions }) ?? rest;
    if (rest.length < length) return attempts.try(rest);
    index = Math.min(index, rest.length);
  }
  return false;
}

function isSame(one: Decision, other: Decision | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
