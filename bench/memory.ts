/**
 * Whether memory stays flat: a campaign with two workers for so many minutes. Prints a line per
 * minute, then the slope of the resident memory without the first minute, in all and by halves
 * (what only settles grows less in the second), and the lowest of each third: between collections
 * of the old generation, memory rises and falls by some tens of MB, and the slope with it.
 * `node --import ./ts-register.mjs bench/memory.ts 10`
 */
import { performance } from 'node:perf_hooks';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import type { LedgerState } from '../campaign/ledger/ledger.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

const MINUTES = Math.min(60, Math.max(2, Number(process.argv[2] ?? 10)));
const MINUTE_MS = 60_000;
const EVERY_MS = 1000;

interface Sample {
  readonly minutes: number;
  /** Resident. */
  readonly megabytes: number;
}

/** Least squares, in MB per minute. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [time, memory] = [mean(({ minutes }) => minutes), mean(({ megabytes }) => megabytes)];
  const covariance = mean(({ minutes, megabytes }) => (minutes - time) * (megabytes - memory));
  return covariance / mean(({ minutes }) => (minutes - time) ** 2);
}

function statesOf({ coverage }: LedgerState): number {
  return [coverage.timed, coverage.adversarial].reduce((sum, { once, twice, more }) => {
    return sum + once.length + twice.length + more.length;
  }, 0);
}

/** `heapUsed` is that of the main thread; all else is of the whole process. */
function line(minutes: number, state: LedgerState | null): string {
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const parts = Object.entries({ rss, 'main heap': heapUsed, external, arrayBuffers });
  const sizes = parts.map(([name, bytes]) => `${name} ${(bytes / 1e6).toFixed(1)} MB`);
  const made = state === null ? 0 : state.counts.runs;
  const states = state === null ? 0 : statesOf(state);
  return `minute ${minutes}: ${made} timed runs, ${states} states; ${sizes.join(', ')}\n`;
}

const samples: Sample[] = [];
let latest: (() => LedgerState) | null = null;
const startedMs = performance.now();
const hunt = huntInThreads(
  {
    ...{ target: 'raft', seed: 1, engines: HUNTING_ENGINES, maxRuns: Number.MAX_SAFE_INTEGER },
    ...{ nodes: [3, 5], nodesAskedFor: null, sought: null, timing: LAB_TIMING, workers: 2 },
    faults: kindsFairTo(raft.capabilities),
    searchFaults: searchFaultsFairTo(raft.capabilities),
    ...{ maxFindings: Infinity, maxActions: 40, shrinkBudget: { ms: null, executions: null } },
  },
  {
    onProgress: () => undefined,
    onFailedRun: () => undefined,
    onLedger: (state) => (latest = state),
  },
);
const sampling = setInterval(() => {
  const minutes = (performance.now() - startedMs) / MINUTE_MS;
  const before = samples.at(-1)?.minutes ?? 0;
  samples.push({ minutes, megabytes: process.memoryUsage().rss / 1e6 });
  if (Math.floor(before) === Math.floor(minutes)) return;
  process.stdout.write(line(Math.floor(minutes), latest?.() ?? null));
}, EVERY_MS);
const ending = setTimeout(hunt.stop, MINUTES * MINUTE_MS);
const { result } = await hunt.done;
clearInterval(sampling);
clearTimeout(ending);
const settled = samples.filter(({ minutes }) => minutes >= 1);
const megabytes = settled.map((sample) => sample.megabytes);
const middle = Math.ceil(settled.length / 2);
const halves = [settled.slice(0, middle), settled.slice(middle)];
const third = Math.ceil(settled.length / 3);
const lowest = [0, 1, 2].map((part) => {
  return Math.min(...megabytes.slice(part * third, (part + 1) * third)).toFixed(0);
});
const inHalves = halves.map((half) => slopeOf(half).toFixed(2)).join(' and then ');
process.stdout.write(
  `${result.progress.runs} timed runs in ${MINUTES} minutes with two workers; after the first, ` +
    `${Math.min(...megabytes).toFixed(0)} to ${Math.max(...megabytes).toFixed(0)} MB, ` +
    `${slopeOf(settled).toFixed(2)} MB per minute; by halves ${inHalves}; ` +
    `the lowest of each third: ${lowest.join(', ')} MB\n`,
);
