/**
 * One long computation in a thread of its own, because somebody must hear Ctrl-C meanwhile. From
 * sources and from a build alike.
 */
import { Worker } from 'node:worker_threads';

/** What the thread is started with, as its `workerData`. */
export interface Errand<Order> {
  readonly order: Order;
  /** One 32-bit word: anything but 0 means stop. */
  readonly stop: SharedArrayBuffer;
}

/** What every thread says last, beside whatever it says before. */
interface LastNews {
  readonly kind: 'done';
}

export interface UnderWay<Done> {
  /** Rejects if the thread or its listener breaks down. */
  readonly done: Promise<Done>;
  /** Asks for an end soon; what was found until then is still told. */
  readonly stop: () => void;
}

/** `name` is a worker of this folder, without the ending. */
export function inThread<Order, News extends { readonly kind: string }>(
  name: string,
  order: Order,
  onNews: (news: Exclude<News, LastNews>) => void,
): UnderWay<Extract<News, LastNews>> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: Errand<Order> = { order, stop };
  const worker = new Worker(new URL(`./${name}.${ending}`, import.meta.url), { workerData });
  const done = new Promise<Extract<News, LastNews>>((resolve, reject) => {
    worker.on('message', (news: News) => {
      if (isLast(news)) return resolve(news);
      try {
        onNews(news as Exclude<News, LastNews>);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        void worker.terminate();
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread ${name} ended early, with ${code}`)));
  });
  return { done, stop: () => void Atomics.store(new Int32Array(stop), 0, 1) };
}

function isLast<News extends { readonly kind: string }>(
  news: News,
): news is Extract<News, LastNews> {
  return news.kind === 'done';
}

/** The other end: whether the thread has been asked to stop. */
export function stopQuestion({ stop }: Errand<unknown>): () => boolean {
  const word = new Int32Array(stop);
  return () => Atomics.load(word, 0) !== 0;
}
