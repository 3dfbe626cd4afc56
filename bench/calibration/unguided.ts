/** Campaigns of unguided walks: what their statistics say, and what was true. */
import { atLeast, newInNextRun } from '../../campaign/statistics/estimates.ts';
import type { Estimate } from '../../search/hunting/worth.ts';
import type { RandomWalks } from './random-walks.ts';

/** One campaign after so many runs. */
export interface Observed {
  readonly runs: number;
  /** States that were seen. */
  readonly seen: number;
  /** Good-Turing: new states that a further run shows. */
  readonly told: Estimate;
  /** The same, counted in further runs. */
  readonly counted: number;
  /** Chao1's lower bound of the number of states. */
  readonly chao: number;
  /** Processor time of its runs, in seconds. */
  readonly cpuSeconds: number;
}

/** Further walks, in which what is new is counted. */
const FURTHER = 20_000;

/** Numbers of walks that no campaign comes to. */
const FIRST_FURTHER = 0x4000_0000;

/** One campaign, looked at after each of these numbers of runs. */
export function* campaignOf(
  walks: RandomWalks,
  seed: number,
  moments: readonly number[],
): Generator<Observed> {
  const times = new Map<number, number>();
  let [runs, cpuSeconds] = [0, 0];
  for (const moment of moments) {
    const before = process.cpuUsage();
    for (; runs < moment; runs += 1) {
      for (const key of walks.show(seed, runs)) times.set(key, (times.get(key) ?? 0) + 1);
    }
    cpuSeconds += process.cpuUsage(before).user / 1e6;
    const counted = furtherNew(walks, seed, times);
    yield { runs, seen: times.size, counted, cpuSeconds, ...statistics(runs, times) };
  }
}

function statistics(
  runs: number,
  times: ReadonlyMap<number, number>,
): Pick<Observed, 'told' | 'chao'> {
  const counts = [...times.values()];
  const once = counts.filter((count) => count === 1).length;
  const twice = counts.filter((count) => count === 2).length;
  const frequencies = { runs, seen: times.size, once, twice };
  const told = newInNextRun(frequencies);
  if (told === null) throw new RangeError('a campaign without a run tells nothing');
  return { told, chao: atLeast(frequencies) };
}

function furtherNew(walks: RandomWalks, seed: number, seen: ReadonlyMap<number, number>): number {
  let fresh = 0;
  for (let number = 0; number < FURTHER; number += 1) {
    for (const key of walks.show(seed, FIRST_FURTHER + number)) if (!seen.has(key)) fresh += 1;
  }
  return fresh / FURTHER;
}

/** The truth is a count, too: an interval that misses it by less than its error has held. */
export function hasHeld({ told: { low, high }, counted }: Observed): boolean {
  const error = 2 * Math.sqrt(counted / FURTHER);
  return counted + error >= low && counted - error <= high;
}
