/** What one chunk costs the queue: commands and bytes, measured by Redis itself. */
import { Redis } from 'ioredis';
import { ChunkThreads } from '../../campaign/fleet/chunk-threads.ts';
import { enqueueMissing } from '../../campaign/fleet/enqueue.ts';
import { FleetWorker } from '../../campaign/fleet/fleet-worker.ts';
import { FolderStore } from '../../campaign/fleet/folder-store.ts';
import { USUAL_PATIENCE } from '../../campaign/fleet/job-queue.ts';
import { rollOf } from '../../campaign/fleet/roll.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import { planFleet } from '../../cli/fleet-plan.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

const CHUNKS = 30;

export async function messages(server: FleetServer, socket: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-bench-'));
  const typed = { profile: 'quick', timing: 'lab', seed: '1', runs: `${CHUNKS * 200}` };
  const planned = planFleet(['raft'], typed, []);
  const own = new FolderStore(folder);
  const client = new Redis(socket);
  await enqueueMissing(server, own, planned);
  const threads = new ChunkThreads(1);
  const requests = planned.plan.targets.map(({ request }) => request);
  const worker = new FleetWorker(
    { ...planned, requests },
    {
      ...{ server, own, threads, concurrency: 1, patience: USUAL_PATIENCE },
      onRemark: console.error,
      onChunk: () => undefined,
    },
  );
  await client.config('RESETSTAT');
  await worker.start();
  const entries = () => server.store.entries(planned.id);
  while (!rollOf(planned.campaign, await entries()).isComplete) await after(1000);
  const text = await client.info('stats');
  const figure = (name: string): number =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(text)?.[1]);
  const commands = figure('total_commands_processed');
  const bytes = figure('total_net_input_bytes') + figure('total_net_output_bytes');
  console.log(`${(commands / CHUNKS).toFixed(1)} commands of Redis for each chunk of raft`);
  console.log(`${Math.round(bytes / CHUNKS / 1000)} KB in and out of Redis for each chunk`);
  const bodies = await server.store.bodies(planned.id, await entries());
  const size = bodies.reduce((sum, body) => sum + (body?.length ?? 0), 0);
  console.log(`${Math.round(size / CHUNKS)} bytes in each record`);
  await worker.stop();
  await threads.end();
  client.disconnect();
  rmSync(folder, { recursive: true, force: true });
}
