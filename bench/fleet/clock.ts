/**
 * Runs per second by the clock: two workers of a fleet, each a process with one thread, against two
 * local threads, for the same chunks. Both start cold, and take turns.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { enqueueMissing } from '../../campaign/fleet/enqueue.ts';
import { FolderStore } from '../../campaign/fleet/folder-store.ts';
import { rollOf } from '../../campaign/fleet/roll.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import { huntInThreads } from '../../campaign/threads/hunting-threads.ts';
import { planFleet, type FleetPlan } from '../../cli/fleet-plan.ts';

const CHUNKS = 200;
const TURNS = 3;
const WORKERS = 2;

export async function clock(server: FleetServer, url: string): Promise<void> {
  const local: number[] = [];
  const fleet: number[] = [];
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const planned = campaignOf(turn);
    const load = (loadavg()[0] ?? 0).toFixed(1);
    const here = await localSeconds(planned);
    const there = await fleetSeconds(server, url, planned);
    local.push(here);
    fleet.push(there);
    const times = `${here.toFixed(1)} s in two threads, ${there.toFixed(1)} s in a fleet`;
    console.log(`${CHUNKS} chunks of raft, turn ${turn}, load ${load}: ${times}`);
  }
  const ratio = Math.min(...local) / Math.min(...fleet);
  console.log(`a fleet of two workers does ${ratio.toFixed(2)} of their runs per second`);
}

/** Another seed for each turn, for a fleet does no chunk that its ledger has. */
function campaignOf(turn: number): FleetPlan {
  const typed = { profile: 'quick', timing: 'lab', seed: `${turn}`, runs: `${CHUNKS * 200}` };
  return planFleet(['raft'], { ...typed, workers: `${WORKERS}` }, []);
}

async function localSeconds({ plan }: FleetPlan): Promise<number> {
  const [target] = plan.targets;
  if (target === undefined) throw new Error('there is no target');
  const startMs = performance.now();
  const silent = { onProgress: () => undefined, onFailedRun: () => undefined };
  await huntInThreads(target.request, silent).done;
  return (performance.now() - startMs) / 1000;
}

/** From the moment at which the campaign is queued: the workers are connected by then. */
async function fleetSeconds(server: FleetServer, url: string, planned: FleetPlan): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-bench-'));
  const workers = Array.from({ length: WORKERS }, (_, at) => worker(url, join(folder, `${at}`)));
  for (const { isReady } of workers) await isReady;
  const startMs = performance.now();
  await enqueueMissing(server, new FolderStore(join(folder, 'own')), planned);
  const entries = () => server.store.entries(planned.id);
  while (!rollOf(planned.campaign, await entries()).isComplete) await after(50);
  const seconds = (performance.now() - startMs) / 1000;
  for (const { child } of workers) {
    child.kill('SIGTERM');
    await once(child, 'close');
  }
  rmSync(folder, { recursive: true, force: true });
  return seconds;
}

interface Worker {
  readonly child: ChildProcess;
  readonly isReady: Promise<void>;
}

function worker(url: string, out: string): Worker {
  const [register, main] = ['ts-register.mjs', 'cli/main.ts'].map((path) => {
    return fileURLToPath(new URL(`../../${path}`, import.meta.url));
  });
  const words = ['fleet', 'work', '--workers', '1', '--no-progress', '--out', out];
  const child = spawn(process.execPath, ['--import', `${register}`, `${main}`, ...words], {
    env: { ...process.env, WHITEWATER_FLEET_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const isReady = new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('is ready')) resolve();
    });
    child.on('close', () => reject(new Error(`a worker ended before it was ready: ${said}`)));
  });
  return { child, isReady };
}
