/**
 * What a campaign retains: the heap that is live after a full collection, while one thread performs
 * chunk after chunk and a ledger adds them up. Resident memory (`bench/memory.ts`) also holds what
 * is not yet collected. `node --expose-gc --import ./ts-register.mjs bench/live-heap.ts 300`, a
 * number of chunks.
 */
import { Ledger } from '../campaign/ledger/ledger.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { performBatch, type BatchOptions } from '../search/hunting/perform-batch.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

const CHUNKS = Math.min(5000, Math.max(40, Number(process.argv[2] ?? 300)));
const EVERY = 20;

const { gc } = globalThis;
if (gc === undefined) throw new Error('run it with node --expose-gc');

const options: BatchOptions = {
  ...{ seed: 1, engines: HUNTING_ENGINES, maxRuns: Number.MAX_SAFE_INTEGER, nodes: [3, 5] },
  ...{ sought: null, timing: LAB_TIMING, maxFindings: Infinity, maxActions: 40 },
  faults: kindsFairTo(raft.capabilities),
  searchFaults: searchFaultsFairTo(raft.capabilities),
  shouldStop: () => false,
  onFailedRun: () => undefined,
};
const ledger = new Ledger({ maxFindings: Infinity });
for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
  ledger.record({ chunk, ...performBatch(raft, options, chunk) });
  if (chunk % EVERY !== 0) continue;
  gc();
  const { heapUsed } = process.memoryUsage();
  process.stdout.write(
    `${ledger.counts.runs} timed runs: ${(heapUsed / 1e6).toFixed(1)} MB are live\n`,
  );
}
