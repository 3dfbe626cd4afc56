/**
 * A program under test from its start to its end: one process for this thread and one for each
 * thread that hunts, a watchdog for all, and nothing left behind, however whitewater ends.
 */
import { Worker } from 'node:worker_threads';
import type { PureTarget } from '../../simulator/target.ts';
import { Refusal } from '../refusal.ts';
import { connectProgram } from './connected.ts';
import { START_LIMIT_MS, type ProgramRequest } from './connection.ts';
import { Patience } from './patience.ts';
import { shortened } from './printable.ts';
import { ProgramFault } from './protocol.ts';
import type { SharedProgram } from './shared-program.ts';
import { refuseTranscript } from './transcript.ts';
import type { WatchdogData } from './watchdog-worker.ts';

/** The most threads that hunt with a program of their own. */
const MAX_COPIES = 64;

export interface StartedProgram {
  readonly target: PureTarget;
  /** For the thread that hunts or searches. */
  readonly shared: SharedProgram;
  readonly command: string;
  /** Ends all its processes. */
  readonly close: () => void;
}

/** Throws a {@link Refusal} of one line if it cannot be started or says no valid hello. */
export async function startProgram(request: ProgramRequest): Promise<StartedProgram> {
  refuseImpossible(request);
  const [own, copies] = patienceFor(MAX_COPIES);
  const watchdog = watchdogOf([own, ...copies]);
  await watchdog.watches;
  return startedWith(request, own, copies, watchdog.worker, '--exec');
}

/** The same for this thread alone, without a turn of the event loop. */
export function startProgramAtOnce(request: ProgramRequest): StartedProgram {
  refuseImpossible(request);
  const [own, copies] = patienceFor(1);
  const watchdog = watchdogOf([own, ...copies]);
  // Without it, which is possible in theory, a step that never ends is ended a little later.
  Atomics.wait(watchdog.isWatching, 0, 0, START_LIMIT_MS);
  return startedWith(request, own, copies, watchdog.worker, 'program');
}

function patienceFor(copies: number): readonly [own: Patience, copies: readonly Patience[]] {
  return [new Patience(), Array.from({ length: copies }, () => new Patience())];
}

function refuseImpossible({ transcript }: ProgramRequest): void {
  if (process.platform === 'win32') {
    throw new Refusal('a program under test needs named pipes, as POSIX has them');
  }
  if (transcript !== null) refuseTranscript(transcript);
}

function startedWith(
  request: ProgramRequest,
  own: Patience,
  copies: readonly Patience[],
  watchdog: Worker,
  option: '--exec' | 'program',
): StartedProgram {
  const closeAll = closing(watchdog, [own, ...copies]);
  try {
    const patience = own.shared;
    const [first = patience, ...others] = copies.map(({ shared }) => shared);
    // With --exec, other threads search.
    const ownOthers = option === 'program' ? [first] : [];
    const connected = connectProgram({ request, patience, others: ownOthers, hello: null });
    const { hello, target } = connected;
    return {
      target,
      shared: { request, patience: first, others, hello },
      command: request.command,
      close() {
        connected.close();
        closeAll();
      },
    };
  } catch (error) {
    closeAll();
    if (!(error instanceof ProgramFault)) throw error;
    throw new Refusal(`${option} ${JSON.stringify(shortened(request.command))}: ${error.message}`);
  }
}

interface Watchdog {
  readonly worker: Worker;
  /** A thread that is about to start is no watchdog yet. */
  readonly watches: Promise<void>;
  readonly isWatching: Int32Array;
}

function watchdogOf(patience: readonly Patience[]): Watchdog {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const url = new URL(`./watchdog-worker.${ending}`, import.meta.url);
  const isWatching = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: WatchdogData = { patience: patience.map(({ shared }) => shared), isWatching };
  const worker = new Worker(url, { workerData });
  const watches = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.unref();
      resolve();
    });
  });
  return { worker, watches, isWatching: new Int32Array(isWatching) };
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];

/** Programs are groups of processes of their own: what ends us does not end them. */
function closing(watchdog: Worker, patience: readonly Patience[]): () => void {
  const endAll = (): void => patience.forEach((one) => one.end());
  const obey = (signal: NodeJS.Signals): void => {
    // Another listener ends the process with a report, and closes what it has started.
    if (process.listenerCount(signal) > 0) return;
    close();
    process.kill(process.pid, signal);
  };
  const close = (): void => {
    endAll();
    process.removeListener('exit', endAll);
    for (const signal of SIGNALS) process.removeListener(signal, obey);
    void watchdog.terminate();
  };
  process.once('exit', endAll);
  for (const signal of SIGNALS) process.once(signal, obey);
  return close;
}
