/**
 * What a campaign retains: the heap that is live after a full collection, while one thread performs
 * chunk after chunk and a ledger adds them up. Resident memory (`bench/memory.ts`) also holds what
 * is not yet collected. The last line says what a covered state takes.
 * `node --expose-gc --import ./ts-register.mjs bench/live-heap.ts 300`, a number of chunks.
 */
import { Ledger } from '../campaign/ledger/ledger.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { performBatch, type BatchOptions } from '../search/hunting/perform-batch.ts';
import { NOTHING_SEEN, Species } from '../search/hunting/species.ts';
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

/** As many as the abstract states of a long campaign. */
const STATES = 100_000;
const keys = Array.from({ length: STATES }, (_, place) => (place * 7919) & 0x3fff_ffff);
const bytes = [0, 1].map(() => {
  gc();
  const before = process.memoryUsage().heapUsed;
  const species = new Species();
  species.add({ ...NOTHING_SEEN, runs: 1, once: keys });
  gc();
  return (process.memoryUsage().heapUsed - before) / species.size;
});
process.stdout.write(`a covered state takes ${Math.min(...bytes).toFixed(0)} bytes\n`);
