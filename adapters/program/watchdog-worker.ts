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

const watched: readonly Watched[] = (workerData as readonly SharedArrayBuffer[]).map((shared) => ({
  patience: new Patience(shared),
  asked: 0,
  waitedMs: 0,
}));

setInterval(() => watched.forEach(look), TICK_MS);
parentPort?.postMessage('watching');

function look(one: Watched): void {
  const { asked, limitMs } = one.patience;
  const isSame = asked === one.asked && asked % 2 !== 0;
  one.asked = asked;
  one.waitedMs = isSame ? one.waitedMs + TICK_MS : 0;
  if (one.waitedMs > limitMs) one.patience.giveUp();
}
