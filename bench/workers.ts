/**
 * Two workers against one, for the same runs, and against two processes that share no memory and
 * have one worker each: what the hardware gives. The three take turns, each in a process of its
 * own. Clock and processor time, the least of all turns: what else the machine does only adds.
 * `node --import ./ts-register.mjs bench/workers.ts 12000 40000`, numbers of timed runs;
 * `--turns=3`.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { huntInThreads } from '../campaign/threads/hunting-threads.ts';
import type { Shard } from '../campaign/ledger/chunk.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

/** What a hunt took; processor time by the threads that it went into. */
interface Pace {
  readonly runs: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the hunting threads; 0 where the system does not tell. */
  readonly huntingSeconds: number;
  /** Of the threads in which V8 compiles and collects beside them. */
  readonly besideSeconds: number;
}

/** Processor seconds of each thread of this process; empty where there is no /proc. */
function threadSeconds(): ReadonlyMap<string, number> {
  try {
    const threads = readdirSync('/proc/self/task');
    return new Map(threads.map((thread) => [thread, secondsOf(thread)] as const));
  } catch {
    return new Map();
  }
}

/** Fields 14 and 15 of proc(5): user and system time, in hundredths of a second. */
function secondsOf(thread: string): number {
  try {
    const text = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const [user, system] = text.slice(text.lastIndexOf(')')).split(' ').slice(12, 14);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return 0;
  }
}

const SAMPLE_EVERY_MS = 100;

/** V8 starts its own threads with the process: those that come later are threads of the hunt. */
class ThreadClock {
  readonly #early = threadSeconds();
  readonly #latest = new Map<string, number>();
  readonly #timer = setInterval(() => this.#look(), SAMPLE_EVERY_MS);

  end(): Pick<Pace, 'huntingSeconds' | 'besideSeconds'> {
    clearInterval(this.#timer);
    this.#look();
    const [hunting, beside] = [true, false].map((isLate) => {
      const threads = [...this.#latest].filter(([thread]) => {
        return this.#early.has(thread) !== isLate && thread !== String(process.pid);
      });
      return threads.reduce((sum, [thread, at]) => sum + at - (this.#early.get(thread) ?? 0), 0);
    });
    return { huntingSeconds: hunting ?? 0, besideSeconds: beside ?? 0 };
  }

  #look(): void {
    for (const [thread, seconds] of threadSeconds()) {
      this.#latest.set(thread, Math.max(seconds, this.#latest.get(thread) ?? 0));
    }
  }
}

async function paceOf(maxRuns: number, workers: number, shard: Shard): Promise<Pace> {
  const threads = new ThreadClock();
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const hunt = huntInThreads(
    {
      ...{ target: 'raft', seed: 1, engines: HUNTING_ENGINES, maxRuns, shard },
      ...{ nodes: [3, 5], nodesAskedFor: null, sought: null, timing: LAB_TIMING, workers },
      faults: kindsFairTo(raft.capabilities),
      searchFaults: searchFaultsFairTo(raft.capabilities),
      ...{ maxFindings: Infinity, maxActions: 40, shrinkBudget: { ms: null, executions: null } },
    },
    { onProgress: () => undefined, onFailedRun: () => undefined },
  );
  const { result } = await hunt.done;
  const seconds = (performance.now() - startedMs) / 1000;
  const { user, system } = process.cpuUsage(before);
  const { runs } = result.progress;
  return { runs, seconds, cpuSeconds: (user + system) / 1e6, ...threads.end() };
}

/** The same in a process of its own. */
function inProcess(runs: number, workers: number, { index, count }: Shard): Promise<Pace> {
  const words = [runs, workers, index, count].join(' ');
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), `--one=${words}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Pace);
      else reject(new Error(`a hunt of ${runs} runs ended with ${code}`));
    });
  });
}

const WHOLE: Shard = { index: 1, count: 1 };

const WAYS = {
  'one worker': async (runs: number) => [await inProcess(runs, 1, WHOLE)],
  'two workers': async (runs: number) => [await inProcess(runs, 2, WHOLE)],
  'two processes': (runs: number) =>
    Promise.all([1, 2].map((index) => inProcess(runs, 1, { index, count: 2 }))),
} satisfies Record<string, (runs: number) => Promise<readonly Pace[]>>;

/** Of processes side by side: the slowest clock, and all processor time. */
function together(paces: readonly Pace[]): Pace {
  const sum = (of: (pace: Pace) => number): number =>
    paces.reduce((all, pace) => all + of(pace), 0);
  return {
    runs: sum(({ runs }) => runs),
    seconds: Math.max(...paces.map(({ seconds }) => seconds)),
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    huntingSeconds: sum(({ huntingSeconds }) => huntingSeconds),
    besideSeconds: sum(({ besideSeconds }) => besideSeconds),
  };
}

function row(way: string, paces: readonly Pace[], alone: readonly Pace[]): string {
  const least = (of: (pace: Pace) => number, all = paces): number => Math.min(...all.map(of));
  const [seconds, cpu] = [least((pace) => pace.seconds), least((pace) => pace.cpuSeconds)];
  const faster = least((pace) => pace.seconds, alone) / seconds;
  const dearer = cpu / least((pace) => pace.cpuSeconds, alone);
  const [hunting, beside] = [
    least(({ huntingSeconds }) => huntingSeconds),
    least(({ besideSeconds }) => besideSeconds),
  ];
  return (
    `  ${way.padEnd(14)} ${seconds.toFixed(1)} s, ${faster.toFixed(2)} times as fast; processor ` +
    `time ${cpu.toFixed(1)} s (${dearer.toFixed(2)} times): ${hunting.toFixed(1)} s in hunting ` +
    `threads, ${beside.toFixed(1)} s in those of V8\n`
  );
}

async function compare(runs: number, turns: number): Promise<void> {
  const paces = new Map<string, Pace[]>(Object.keys(WAYS).map((way) => [way, []]));
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const [way, perform] of Object.entries(WAYS)) {
      const [load = 0] = loadavg();
      const pace = together(await perform(runs));
      if (pace.runs !== runs) throw new Error(`only ${pace.runs} runs were made`);
      paces.get(way)?.push(pace);
      process.stderr.write(
        `${runs} runs, turn ${turn}, ${way}, load ${load.toFixed(1)}: ${JSON.stringify(pace)}\n`,
      );
    }
  }
  process.stdout.write(`${runs} timed runs, and the adversarial ones that go with them:\n`);
  const alone = paces.get('one worker') ?? [];
  for (const [way, all] of paces) process.stdout.write(row(way, all, alone));
}

const TYPED = process.argv.slice(2);
const [, one] = TYPED.join(',').split('--one=');
if (one === undefined) {
  const turns = Number(/--turns=(\d+)/.exec(TYPED.join(' '))?.[1] ?? 3);
  const sizes = TYPED.filter((word) => !word.startsWith('--'));
  for (const typed of sizes.length === 0 ? ['4000'] : sizes) {
    await compare(Math.min(1_000_000, Math.max(400, Number(typed) || 4000)), turns);
  }
} else {
  const [runs = 0, workers = 1, index = 1, count = 1] = one.split(' ').map(Number);
  process.stdout.write(JSON.stringify(await paceOf(runs, workers, { index, count })));
}
