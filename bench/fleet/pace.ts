/**
 * What two workers of a fleet use for a hunt, beside two local threads: in CPU time, for a machine
 * that does something else as well measures nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { ChunkThreads } from '../../campaign/fleet/chunk-threads.ts';
import { enqueueMissing } from '../../campaign/fleet/enqueue.ts';
import { FleetWorker } from '../../campaign/fleet/fleet-worker.ts';
import { FolderStore } from '../../campaign/fleet/folder-store.ts';
import { USUAL_PATIENCE } from '../../campaign/fleet/job-queue.ts';
import { rollOf } from '../../campaign/fleet/roll.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import { huntInThreads } from '../../campaign/threads/hunting-threads.ts';
import { planFleet } from '../../cli/fleet-plan.ts';

const CHUNKS = 16;

export async function pace(server: FleetServer): Promise<void> {
  const typed = { profile: 'quick', timing: 'lab', seed: '2', runs: `${CHUNKS * 200}` };
  const planned = planFleet(['raft'], { ...typed, workers: '2' }, []);
  const requests = planned.plan.targets.map(({ request }) => request);
  const [request] = requests;
  if (request === undefined) throw new Error('there is no target');
  const local = await cpuSecondsOf(async () => {
    const silent = { onProgress: () => undefined, onFailedRun: () => undefined };
    await huntInThreads(request, silent).done;
  });
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-bench-'));
  const own = new FolderStore(folder);
  await enqueueMissing(server, own, planned);
  const fleet = await cpuSecondsOf(async () => {
    const workers = [new ChunkThreads(1), new ChunkThreads(1)].map((threads) => {
      const setting = { server, own, threads, concurrency: 1, patience: USUAL_PATIENCE };
      const told = { onRemark: console.error, onChunk: () => undefined };
      const worker = new FleetWorker({ ...planned, requests }, { ...setting, ...told });
      return { worker, threads };
    });
    for (const { worker } of workers) await worker.start();
    const entries = () => server.store.entries(planned.id);
    while (!rollOf(planned.campaign, await entries()).isComplete) await after(100);
    for (const { worker } of workers) await worker.stop();
    for (const { threads } of workers) await threads.end();
  });
  rmSync(folder, { recursive: true, force: true });
  const [here, there] = [local, fleet].map((seconds) => seconds.toFixed(1));
  console.log(
    `${CHUNKS} chunks of raft: ${here} s of CPU time in two threads, ${there} s in a fleet`,
  );
  console.log(`a fleet has ${(local / fleet).toFixed(2)} of the runs per CPU second`);
}

async function cpuSecondsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
