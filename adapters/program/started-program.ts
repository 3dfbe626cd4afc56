/**
 * A program under test from its start to its end: one process for this thread and one for the
 * thread that hunts, a watchdog for both, and nothing left behind, however whitewater ends.
 */
import { Worker } from 'node:worker_threads';
import type { PureTarget } from '../../simulator/target.ts';
import { Refusal } from '../refusal.ts';
import { connectProgram, type SharedProgram } from './connected.ts';
import type { ProgramRequest } from './connection.ts';
import { Patience } from './patience.ts';
import { shortened } from './printable.ts';
import { ProgramFault } from './protocol.ts';
import { refuseTranscript } from './transcript.ts';

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
  if (process.platform === 'win32')
    throw new Refusal('--exec needs named pipes, as POSIX has them');
  if (request.transcript !== null) refuseTranscript(request.transcript);
  const [own, other] = [new Patience(), new Patience()];
  const closeAll = closing(await watching([own.shared, other.shared]), [own, other]);
  try {
    const connected = connectProgram({ request, patience: own.shared, hello: null });
    const { hello, target } = connected;
    return {
      target,
      shared: { request, patience: other.shared, hello },
      command: request.command,
      close() {
        connected.close();
        closeAll();
      },
    };
  } catch (error) {
    closeAll();
    throw error instanceof ProgramFault ? refusalOf(request, error) : error;
  }
}

function refusalOf({ command }: ProgramRequest, { message }: ProgramFault): Refusal {
  return new Refusal(`--exec ${JSON.stringify(shortened(command))}: ${message}`);
}

/** A thread that is about to start is no watchdog yet. */
function watching(patience: readonly SharedArrayBuffer[]): Promise<Worker> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const url = new URL(`./watchdog-worker.${ending}`, import.meta.url);
  const worker = new Worker(url, { workerData: patience });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.unref();
      resolve(worker);
    });
  });
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
