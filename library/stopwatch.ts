/** What comes from the real machine: the time, and a seed if none was chosen. */
import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';

/** A stopwatch that runs from now on. */
export function elapsedMs(): () => number {
  const startMs = performance.now();
  return () => performance.now() - startMs;
}

export function drawSeed(): number {
  return randomInt(2 ** 32);
}
