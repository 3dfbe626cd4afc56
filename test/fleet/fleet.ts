/** A small campaign, workers as processes, and what one process alone makes of the same. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as after } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { fleetAddress } from '../../campaign/fleet/address.ts';
import { collectedTarget } from '../../campaign/fleet/collected.ts';
import { enqueueMissing, type Enqueued } from '../../campaign/fleet/enqueue.ts';
import { spansOf } from '../../campaign/fleet/fleet-campaign.ts';
import { FolderStore } from '../../campaign/fleet/folder-store.ts';
import { Gathered } from '../../campaign/fleet/gathered.ts';
import { rollOf } from '../../campaign/fleet/roll.ts';
import { connectFleet } from '../../campaign/fleet/connect.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import { Ledger, type LedgerState } from '../../campaign/ledger/ledger.ts';
import { planFleet } from '../../cli/fleet-plan.ts';
import type { RunArguments } from '../../cli/run-plan.ts';
import { performBatch } from '../../search/hunting/perform-batch.ts';
import { OF_TESTS, temporaryFolder, type TestServer } from './servers.ts';

/** Its chunks are cheap, each finds it, and it is shrunk soon. */
export const TARGET = 'candidate-forgets-vote';
export const CHUNKS = 10;

/** As they are typed after `fleet enqueue`. */
export const WORDS = [
  ...[TARGET, '--seed', '1', '--runs', `${CHUNKS * 200}`, '--engine', 'adversarial'],
  ...['--nodes', '3', '--keep-going', '--shrink-budget', '200x'],
];

const TYPED: RunArguments = {
  ...{ profile: 'quick', timing: 'lab', seed: '1', runs: `${CHUNKS * 200}` },
  ...{ engine: 'adversarial', nodes: '3', keepGoing: true, shrinkBudget: '200x' },
};

export const PLANNED = planFleet([TARGET], TYPED, []);

let reference: LedgerState | null = null;

/** What a single process makes of it, chunk after chunk, without a thread and without a queue. */
export function singleProcess(): LedgerState {
  if (reference !== null) return reference;
  const [plan] = PLANNED.plan.targets;
  if (plan === undefined) throw new Error('the campaign has no target');
  const { entry, request } = plan;
  const sought = request.sought === null ? null : new Set(request.sought);
  const ledger = new Ledger({ maxFindings: request.maxFindings });
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    const silent = { shouldStop: () => false, onFailedRun: () => undefined };
    const options = { ...request, ...silent, sought, corpus: null };
    ledger.record({ chunk, ...performBatch(entry.target, options, chunk) });
  }
  reference = JSON.parse(JSON.stringify(ledger.state)) as LedgerState;
  return reference;
}

/** A connection of the test itself. */
export async function connected(t: ExecutionContext, { url }: TestServer): Promise<FleetServer> {
  const server = await connectFleet(fleetAddress(url), {
    limitMs: 60_000,
    isPatient: true,
    onReconnected: () => undefined,
    refusesEviction: true,
  });
  t.teardown(() => server.close());
  return server;
}

export function enqueued(t: ExecutionContext, server: FleetServer): Promise<Enqueued> {
  return enqueueMissing(server, new FolderStore(temporaryFolder(t)), PLANNED);
}

/** The first jobs of the campaign alone. */
export async function enqueuedInPart({ store, queue }: FleetServer, jobs: number): Promise<void> {
  await queue(PLANNED.id).add(spansOf(PLANNED.campaign).slice(0, jobs));
  await store.putCampaign(PLANNED.id, PLANNED.text);
}

export async function chunksDone({ store }: FleetServer): Promise<number> {
  const { targets } = rollOf(PLANNED.campaign, await store.entries(PLANNED.id));
  return targets[0]?.entries.length ?? 0;
}

/** The findings are those of a single process, and so is all that was counted. */
export async function isAsOfOneProcess(t: ExecutionContext, server: FleetServer): Promise<void> {
  const gathered = await Gathered.of(PLANNED.id, PLANNED.campaign, [server.store]);
  const damaged: string[] = [];
  const { record, missing } = await collectedTarget(gathered, 0, Infinity, (_entry, why) => {
    damaged.push(why);
  });
  t.deepEqual(missing, [], 'chunks are missing');
  t.deepEqual(gathered.roll.divergent, [], 'a chunk has two records that differ');
  t.deepEqual(damaged, []);
  t.true(singleProcess().failures.length > 0, 'the campaign finds nothing: nothing is compared');
  t.deepEqual(record.state, singleProcess(), 'a fleet has found something else than one process');
}

/** A worker process. */
export interface TestWorker {
  kill(signal: NodeJS.Signals): void;
  /** Resolves once it hears signals and is connected; rejects if it ends before. */
  readonly isReady: Promise<void>;
  /** Resolves once it has said this; rejects if it ends before. */
  says(text: string): Promise<void>;
  /** Null if a signal ended it. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

const ROOT = new URL('../../', import.meta.url);

export function worker(
  t: ExecutionContext,
  { url }: TestServer,
  words: readonly string[] = ['--until-done'],
): TestWorker {
  const all = ['fleet', 'work', '--workers', '1', '--out', temporaryFolder(t), ...words];
  const child = commandLine(t, url, all);
  const ended = endOf(child);
  const heard = new Heard(child, ended);
  return {
    kill: (signal) => void child.kill(signal),
    ended,
    isReady: heard.says('a worker with 1 thread is ready'),
    says: (text) => heard.says(text),
  };
}

/** What a worker says of itself. */
class Heard {
  readonly #child: CommandLine;
  #text = '';
  #end: Error | null = null;

  constructor(child: CommandLine, ended: ReturnType<typeof endOf>) {
    this.#child = child;
    child.stderr.on('data', (more: string) => (this.#text += more));
    void ended.then(({ stderr }) => {
      this.#end = new Error(`the worker ended before it said so: ${stderr}`);
    });
  }

  says(text: string): Promise<void> {
    const said = new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (this.#text.includes(text)) resolve();
        else if (this.#end !== null) reject(this.#end);
      };
      this.#child.stderr.on('data', look);
      this.#child.on('close', () => setImmediate(look));
      look();
    });
    // Not every test waits for it.
    said.catch(() => undefined);
    return said;
  }
}

type CommandLine = ChildProcessWithoutNullStreams;

/** Ends with the test, whatever comes. */
export function commandLine(
  t: ExecutionContext,
  url: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): CommandLine {
  const register = new URL('ts-register.mjs', ROOT).href;
  const main = new URL('cli/main.ts', ROOT).pathname;
  const child = spawn(process.execPath, ['--import', register, main, ...words], {
    cwd: temporaryFolder(t),
    env: { ...process.env, ...OF_TESTS, WHITEWATER_FLEET_URL: url, ...environment },
  });
  t.teardown(() => child.kill('SIGKILL'));
  return child;
}

export function endOf(child: CommandLine): Promise<{
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}> {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Far longer than any state takes on any machine: only a test that hangs meets it. */
const LIMIT_MS = 900_000;

/** Waits for a state, however long it takes; `what` says which one never came. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`never happened: ${what}`);
    await after(50);
  }
}

/**
 * All these workers are ready, and one of them has done a chunk and is at another. Only half of
 * the campaign is queued at first, so something is left to do, however slow the test is. A worker
 * that was faster than the test could see gets the same chunks again.
 */
export async function underWay(server: FleetServer, workers: readonly TestWorker[]): Promise<void> {
  for (const { isReady } of workers) await isReady;
  const { store, queue: queueOf } = server;
  const queue = queueOf(PLANNED.id);
  await enqueuedInPart(server, CHUNKS / 2);
  await until('a worker is at work', async () => {
    const { active, waiting } = await queue.counts();
    const done = await chunksDone(server);
    if (active > 0 && done >= 1) return true;
    if (active + waiting > 0 || done < CHUNKS / 2) return false;
    for (const entry of await store.entries(PLANNED.id)) await store.drop(PLANNED.id, entry);
    await enqueuedInPart(server, CHUNKS / 2);
    return false;
  });
}

export function isComplete(server: FleetServer): () => Promise<boolean> {
  return async () => (await chunksDone(server)) === CHUNKS;
}
