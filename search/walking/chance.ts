/**
 * How likely a violation is after each decision of a run: the beginning is fixed, and the
 * adversarial engine goes on at random, again and again.
 */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { draw, Purpose } from '../../simulator/luck.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { owesOrder } from '../overtaking.ts';
import { recordSchedule } from '../running/record.ts';
import { searchFaultsFairTo } from '../search-faults.ts';
import { Walker } from './walker.ts';

export interface ChanceOptions {
  readonly seed: number;
  /** Continuations after each decision. */
  readonly runs: number;
  /** Random picks of each continuation: about as many decisions. */
  readonly decisions: number;
}

/** After so many decisions of the run. */
export interface ChanceAfter {
  readonly after: number;
  /** Continuations in which the property broke. */
  readonly broken: number;
  /** Bounds of their share, with 95 % confidence. */
  readonly low: number;
  readonly high: number;
}

/** One for each beginning, the empty one first; null for a run with a crash within a step. */
export function chanceAlong(
  target: PureTarget,
  { nodes, timing, decisions }: Schedule,
  property: PropertyId,
  { seed, runs, decisions: length }: ChanceOptions,
): readonly ChanceAfter[] | null {
  if (decisions.some(({ kind }) => kind === 'crashWithin')) return null;
  const faults = searchFaultsFairTo(target.capabilities);
  const run = { nodes, timing, decisions };
  const keepsOrder = owesOrder(target, recordSchedule(target, run, new Set([property])).trace);
  const properties = [propertyNamed(property)];
  const walker = new Walker(target, nodes, { properties, timing, faults, keepsOrder });
  return Array.from({ length: decisions.length + 1 }, (_, after) => {
    const beginning = decisions.slice(0, after);
    let broken = 0;
    for (let run = 0; run < runs; run += 1) {
      const picks = Array.from({ length }, (__, turn) => {
        return draw(seed, Purpose.walk, after, run, turn);
      });
      if (walker.walkFrom(beginning, picks).broken === property) broken += 1;
    }
    return { after, broken, ...wilson(broken, runs) };
  });
}

/** The 97.5 % quantile of the normal distribution. */
const QUANTILE = 1.959964;

/** The score interval of Wilson (1927): it holds near 0 and near 1, where others fail. */
export function wilson(
  hits: number,
  runs: number,
): { readonly low: number; readonly high: number } {
  const share = hits / runs;
  const square = QUANTILE ** 2;
  const middle = share + square / (2 * runs);
  const half = QUANTILE * Math.sqrt((share * (1 - share)) / runs + square / (4 * runs ** 2));
  const whole = 1 + square / runs;
  return {
    low: hits === 0 ? 0 : (middle - half) / whole,
    high: hits === runs ? 1 : (middle + half) / whole,
  };
}
