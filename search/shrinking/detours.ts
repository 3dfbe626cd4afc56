/**
 * Leaving out decisions ends where none can be spared, which need not be the shortest run: another
 * way may be shorter that has a decision which this one lacks. So one is put in, and if two or more
 * can be spared then, that was worth it. Or two nodes exchange their roles in the first part of the
 * run, and if one can be spared then, that was worth it too.
 */
import type { Decision } from '../../simulator/decision.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import { withRolesExchanged } from './exchanged-roles.ts';
import type { ScheduleAttempts } from './schedule-attempts.ts';

/** Until no such way is found any more; true if any was. */
export function takeDetours(attempts: ScheduleAttempts, faults: readonly SearchFault[]): boolean {
  const before = attempts.best;
  const crashes = faults.includes('crash') ? crashesOf(before.nodes) : [];
  const ways = [
    () => exchangeRoles(attempts),
    () => findDetour(attempts, () => crashes),
    () => findDetour(attempts, (index) => attempts.enabledAfter(index)),
  ];
  while (ways.some((way) => way()));
  return attempts.best !== before;
}

/** The whole run would be the same run with other names, so only parts of it are tried. */
function exchangeRoles(attempts: ScheduleAttempts): boolean {
  const { nodes, decisions } = attempts.best;
  for (let end = decisions.length - 1; end > 0; end -= 1) {
    for (let one = 1; one < nodes; one += 1) {
      for (let other = one + 1; other <= nodes; other += 1) {
        if (attempts.isExhausted) return false;
        const exchanged = withRolesExchanged(decisions.slice(0, end), one, other);
        if (sparesOne(attempts, [...exchanged, ...decisions.slice(end)])) return true;
      }
    }
  }
  return false;
}

function sparesOne(attempts: ScheduleAttempts, changed: readonly Decision[]): boolean {
  const start = attempts.performedUntilBroken({ ...attempts.best, decisions: changed });
  if (start === null) return false;
  if (attempts.try(start)) return true;
  return start.some((_, index) => attempts.try(start.toSpliced(index, 1)));
}

/** Later places first: there the run has come close to the violation, and little is left to try. */
function findDetour(
  attempts: ScheduleAttempts,
  detoursAfter: (index: number) => readonly Decision[],
): boolean {
  const { decisions } = attempts.best;
  for (let index = decisions.length - 1; index >= 0; index -= 1) {
    for (const detour of detoursAfter(index)) {
      if (attempts.isExhausted) return false;
      if (isSame(detour, decisions[index])) continue;
      if (sparesTwo(attempts, decisions.toSpliced(index, 0, detour), index)) return true;
    }
  }
  return false;
}

function crashesOf(nodes: number): readonly Decision[] {
  return Array.from({ length: nodes }, (_, slot) => ({ kind: 'crash', node: slot + 1 }));
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
