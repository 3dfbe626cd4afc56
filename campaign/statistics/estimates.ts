/**
 * What a green campaign is worth. The unit is one run of the unguided stream: runs are drawn
 * independently of each other, steps of one run are not.
 */

import type { Estimate } from '../../search/hunting/worth.ts';

const ALPHA = 0.05;

/** Of a normal distribution: 95 % lie within so many standard errors. */
const DEVIATIONS = 1.96;

/**
 * The exact upper bound, with confidence 1 - alpha, of the probability that a run fails, after
 * `runs` runs of which none did: 1 - alpha^(1/n). 1 if nothing was run.
 */
export function failureBound(runs: number, alpha = ALPHA): number {
  return runs === 0 ? 1 : -Math.expm1(Math.log(alpha) / runs);
}

/** The same if `failures` of them failed: Clopper and Pearson (1934), by bisection. */
export function failureBoundAfter(runs: number, failures: number, alpha = ALPHA): number {
  if (failures === 0) return failureBound(runs, alpha);
  if (failures >= runs) return 1;
  let [low, high] = [failures / runs, 1];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (binomialAtMost(failures, runs, middle) > alpha) low = middle;
    else high = middle;
  }
  return high;
}

/** P(X <= k) for n runs that fail with probability p each. */
function binomialAtMost(k: number, n: number, p: number): number {
  let logTerm = n * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  for (let failures = 1; failures <= k; failures += 1) {
    logTerm += Math.log((n - failures + 1) / failures) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(logTerm);
  }
  return sum;
}

/**
 * PCTCP (Ozkan et al., OOPSLA 2018): how likely a run meets a given order of `depth` events, at
 * least, if it has no more than `length` events in no more than `width` chains. 0 without any.
 */
export function orderBound(width: number, length: number, depth: number): number {
  return width === 0 || length === 0 ? 0 : 1 / (width ** 2 * length ** (depth - 1));
}

/** How many species were seen in exactly one run (f1) and in exactly two (f2), of so many runs. */
export interface Frequencies {
  readonly runs: number;
  readonly seen: number;
  readonly once: number;
  readonly twice: number;
}

/**
 * How many new species the next run shows on average: Good and Turing's f1/n, with the standard
 * error sqrt(f1 (1 - f1/n) + 2 f2) / n. Below 1, no smaller than the chance that it shows any. Null
 * for fewer than two runs: one shows nothing but new species, and not how runs differ.
 *
 * The formula is of samples that show one species each. A run shows many: from f1 = n on, the
 * factor 1 - f1/n would make the interval too narrow, and finally nothing. There it is left out, as
 * for counts that are independent of each other (Poisson).
 */
export function newInNextRun({ runs, once, twice }: Frequencies): Estimate | null {
  if (runs < 2) return null;
  const value = once / runs;
  const spread = value < 1 ? once * (1 - value) : once;
  const error = Math.sqrt(spread + 2 * twice) / runs;
  return { value, low: Math.max(0, value - DEVIATIONS * error), high: value + DEVIATIONS * error };
}

/** Chao1, bias-corrected: a lower bound of the number of species, never an estimate of all. */
export function atLeast({ runs, seen, once, twice }: Frequencies): number {
  if (runs === 0) return seen;
  return seen + (((runs - 1) / runs) * once * (once - 1)) / (2 * (twice + 1));
}
