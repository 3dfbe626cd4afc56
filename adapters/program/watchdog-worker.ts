/**
 * The thread that ends programs which do not answer in time. It counts its own ticks and asks no
 * clock: a machine that sleeps for an hour has not waited for an hour.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Patience } from './patience.ts';

const TICK_MS = 20;

interface Watched {
  readonly patience: Patience;
  asked: number;
  waitedMs: number;
}

/** What the watchdog is started with. */
export interface WatchdogData {
  readonly patience: readonly SharedArrayBuffer[];
  /** One word, which becomes 1 once it watches: for a thread that cannot hear messages. */
  readonly isWatching: SharedArrayBuffer;
}

const { patience: all, isWatching } = workerData as WatchdogData;
const watched: readonly Watched[] = all.map((shared) => ({
  patience: new Patience(shared),
  asked: 0,
  waitedMs: 0,
}));

setInterval(() => watched.forEach(look), TICK_MS);
parentPort?.postMessage('watching');
Atomics.store(new Int32Array(isWatching), 0, 1);
Atomics.notify(new Int32Array(isWatching), 0);

function look(one: Watched): void {
  const { asked, limitMs } = one.patience;
  const isSame = asked === one.asked && asked % 2 !== 0;
  one.asked = asked;
  one.waitedMs = isSame ? one.waitedMs + TICK_MS : 0;
  if (one.waitedMs > limitMs) one.patience.giveUp();
}
