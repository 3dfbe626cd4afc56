/** What a command took: by the clock, and in processor time of all its threads. */
import { performance } from 'node:perf_hooks';
import { cpuClock } from '../campaign/threads/cpu-clock.ts';
import type { TimeTaken } from '../reports/terminal/numbers.ts';

/** Answers what was taken since; programs that were started are not counted. */
export function startWatch(): () => TimeTaken {
  const startedMs = performance.now();
  const cpuMs = cpuClock();
  return () => ({ wallMs: performance.now() - startedMs, cpuMs: cpuMs() });
}

/** Whole milliseconds, as `--json` prints them. */
export function takenJson({ wallMs, cpuMs }: TimeTaken): TimeTaken {
  return { wallMs: Math.round(wallMs), cpuMs: Math.round(cpuMs) };
}
