/**
 * Two workers against one, for the same runs: wall time and processor time, in turns. Wall time
 * means something on a quiet machine alone: the load before each turn is printed, too.
 * `node --import ./ts-register.mjs bench/workers.ts 12000 40000 100000`, numbers of timed runs.
 */
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

const TYPED = process.argv.slice(2);
const SIZES = (TYPED.length === 0 ? ['4000'] : TYPED).map((runs) => {
  return Math.min(1_000_000, Math.max(400, Number(runs) || 4000));
});
const TURNS = 3;

interface Pace {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function paceOf(maxRuns: number, workers: number): Promise<Pace> {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const hunt = huntInThreads(
    {
      ...{ target: 'raft', seed: 1, engines: HUNTING_ENGINES, maxRuns },
      ...{ nodes: [3, 5], nodesAskedFor: null, sought: null, timing: LAB_TIMING, workers },
      faults: kindsFairTo(raft.capabilities),
      searchFaults: searchFaultsFairTo(raft.capabilities),
      ...{ maxFindings: Infinity, maxActions: 40, shrinkBudget: { ms: null, executions: null } },
    },
    { onProgress: () => undefined, onFailedRun: () => undefined },
  );
  const { result } = await hunt.done;
  const { runs } = result.progress;
  if (runs !== maxRuns) throw new Error(`only ${runs} runs were made`);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - startedMs) / 1000, cpuSeconds: (user + system) / 1e6 };
}

for (const runs of SIZES) {
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const [load = 0] = loadavg();
    const [one, two] = [await paceOf(runs, 1), await paceOf(runs, 2)];
    process.stdout.write(
      `turn ${turn}, load ${load.toFixed(1)}: ${runs} timed runs, and the adversarial ones that ` +
        `go with them: ${one.seconds.toFixed(1)} s with one worker, ${two.seconds.toFixed(1)} s ` +
        `with two: ${(one.seconds / two.seconds).toFixed(2)} times; processor time ` +
        `${one.cpuSeconds.toFixed(1)} s and ${two.cpuSeconds.toFixed(1)} s: ` +
        `${(two.cpuSeconds / one.cpuSeconds).toFixed(2)} times\n`,
    );
  }
}
