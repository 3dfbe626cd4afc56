/**
 * Two workers against one, for the same runs: wall time and processor time, in turns.
 * `node --import ./ts-register.mjs bench/workers.ts 4000`, a number of timed runs.
 */
import { performance } from 'node:perf_hooks';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

const RUNS = Math.min(100_000, Math.max(400, Number(process.argv[2] ?? 4000)));
const TURNS = 3;

interface Pace {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function paceOf(workers: number): Promise<Pace> {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const hunt = huntInThreads(
    {
      ...{ target: 'raft', seed: 1, engines: HUNTING_ENGINES, maxRuns: RUNS },
      ...{ nodes: [3, 5], nodesAskedFor: null, sought: null, timing: LAB_TIMING, workers },
      faults: kindsFairTo(raft.capabilities),
      searchFaults: searchFaultsFairTo(raft.capabilities),
      ...{ maxFindings: Infinity, maxActions: 40, shrinkBudget: { ms: null, executions: null } },
    },
    { onProgress: () => undefined, onFailedRun: () => undefined },
  );
  const { result } = await hunt.done;
  if (result.progress.runs !== RUNS) throw new Error(`only ${result.progress.runs} runs were made`);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - startedMs) / 1000, cpuSeconds: (user + system) / 1e6 };
}

for (let turn = 1; turn <= TURNS; turn += 1) {
  const [one, two] = [await paceOf(1), await paceOf(2)];
  process.stdout.write(
    `turn ${turn}: ${RUNS} timed runs, and as many adversarial ones as go with them: ` +
      `${one.seconds.toFixed(1)} s with one worker, ${two.seconds.toFixed(1)} s with two: ` +
      `${(one.seconds / two.seconds).toFixed(2)} times; processor time ` +
      `${(two.cpuSeconds / one.cpuSeconds).toFixed(2)} times\n`,
  );
}
