/**
 * Two workers against one: runs per second of wall time and of processor time, each for some
 * seconds, in turns. `node --import ./ts-register.mjs bench/workers.ts 10`.
 */
import { performance } from 'node:perf_hooks';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

const SECONDS = Math.min(120, Math.max(2, Number(process.argv[2] ?? 10)));
const TURNS = 3;

interface Pace {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

async function paceOf(workers: number): Promise<Pace> {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const hunt = huntInThreads(
    {
      ...{ target: 'raft', seed: 1, engines: HUNTING_ENGINES, maxRuns: Number.MAX_SAFE_INTEGER },
      ...{ nodes: [3, 5], nodesAskedFor: null, sought: null, timing: LAB_TIMING, workers },
      faults: kindsFairTo(raft.capabilities),
      searchFaults: searchFaultsFairTo(raft.capabilities),
      ...{ maxFindings: Infinity, maxActions: 40, shrinkBudget: { ms: null, executions: null } },
    },
    { onProgress: () => undefined, onFailedRun: () => undefined },
  );
  const ending = setTimeout(hunt.stop, SECONDS * 1000);
  const { result } = await hunt.done;
  clearTimeout(ending);
  const { user, system } = process.cpuUsage(before);
  const runs = result.progress.runs + result.progress.adversarialRuns;
  const seconds = (performance.now() - startedMs) / 1000;
  return { perSecond: runs / seconds, perCpuSecond: runs / ((user + system) / 1e6) };
}

for (let turn = 1; turn <= TURNS; turn += 1) {
  const [one, two] = [await paceOf(1), await paceOf(2)];
  const wall = two.perSecond / one.perSecond;
  const cpu = two.perCpuSecond / one.perCpuSecond;
  process.stdout.write(
    `turn ${turn}: ${one.perSecond.toFixed(0)} runs/s with one worker, ` +
      `${two.perSecond.toFixed(0)} with two: ${wall.toFixed(2)} times; ` +
      `per second of processor time ${cpu.toFixed(2)} times\n`,
  );
}
