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
  for (let place = decisions.length - 1; place >= 0; place -= 1) {
    for (const detour of attempts.enabledAfter(place)) {
      if (attempts.isExhausted) return false;
      if (isSame(detour, decisions[place])) continue;
      if (sparesTwo(attempts, decisions.toSpliced(place, 0, detour), place)) return true;
    }
  }
  return false;
}

/** Leaves out one decision after the other, but for the one that was put in. */
function sparesTwo(attempts: ScheduleAttempts, longer: readonly Decision[], kept: number): boolean {
  const { length } = attempts.best.decisions;
  const start = attempts.performedUntilBroken({ ...attempts.best, decisions: longer });
  if (start === null) return false;
  let rest = start;
  for (let place = rest.length - 1; place >= 0; place -= 1) {
    if (place === kept && rest === start) continue;
    const decisions = rest.toSpliced(place, 1);
    rest = attempts.performedUntilBroken({ ...attempts.best, decisions }) ?? rest;
    if (rest.length < length) return attempts.try(rest);
    place = Math.min(place, rest.length);
  }
  return false;
}

function isSame(one: Decision, other: Decision | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
