/** How long a chunk of a killed worker waits until another has it, at the default settings. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { USUAL_PATIENCE } from '../../campaign/fleet/job-queue.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';

const TIMES = 10;

export async function recoveries(server: FleetServer, url: string): Promise<void> {
  const waits: number[] = [];
  for (let time = 0; time < TIMES; time += 1) waits.push(await recovery(server, url, time));
  waits.sort((one, other) => one - other);
  const [least = 0, median = 0, most = 0] = [waits[0], waits[TIMES / 2], waits[TIMES - 1]];
  const text = [least, median, most].map((ms) => (ms / 1000).toFixed(1)).join(', ');
  console.log(`a chunk of a killed worker is taken over after ${text} s (least, median, most)`);
}

/** The worker that is killed does nothing but hold its job: `silent-worker.ts`. */
async function recovery(server: FleetServer, url: string, time: number): Promise<number> {
  const campaign = `recovery-${time}`;
  const queue = server.queue(campaign);
  await queue.add([{ target: 0, first: 0, count: 1 }]);
  const file = new URL('silent-worker.ts', import.meta.url).pathname;
  const register = new URL('../../ts-register.mjs', import.meta.url).href;
  const silent = spawn(process.execPath, ['--import', register, file, campaign], {
    env: { ...process.env, WHITEWATER_FLEET_URL: url },
    stdio: 'inherit',
  });
  while ((await queue.counts()).active === 0) await after(20);
  // Anywhere between two renewals of its lock.
  await after((USUAL_PATIENCE.lockMs / 2 / TIMES) * time);
  let takenMs: (ms: number) => void = () => undefined;
  const taken = new Promise<number>((resolve) => (takenMs = resolve));
  const worker = await server.work(campaign, {
    ...{ concurrency: 1, patience: USUAL_PATIENCE },
    perform: () => Promise.resolve(takenMs(performance.now())),
    onError: console.error,
  });
  silent.kill('SIGKILL');
  const killedMs = performance.now();
  const waited = (await taken) - killedMs;
  await worker.close();
  return waited;
}
