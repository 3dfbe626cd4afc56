/** Threads that perform chunks, kept from job to job: a thread is fast once it is warm. */
import { copyForThread } from '../../adapters/program/shared-program.ts';
import type { ChunkResult } from '../ledger/chunk.ts';
import { chunkThread, type ChunkThread } from '../threads/chunk-job.ts';
import type { HuntRequest } from '../threads/hunt-request.ts';
import type { ChunkOutcome } from './chunk-record.ts';

/** A step of whitewater itself went wrong, or the process is about to end. */
export class ThreadEnded extends Error {}

/** One thread, its target, and the chunk that it is at. */
class Performer {
  readonly request: HuntRequest;
  readonly #thread: ChunkThread;
  #isOver = false;
  #settle: { readonly resolve: (outcome: ChunkOutcome) => void; readonly reject: Reject } | null =
    null;

  constructor(request: HuntRequest, place: number) {
    this.request = request;
    const { program } = request;
    const copy = program && copyForThread(program, place);
    this.#thread = chunkThread({ ...request, program: copy }, (result) => this.#told(result));
    this.#thread.done.then(
      (ended) => {
        this.#isOver = true;
        if (ended.kind === 'stoodStill') this.#settle?.resolve({ kind: 'stoodStill' });
        else this.#settle?.reject(new ThreadEnded('the thread ended before its chunk'));
      },
      (error: Error) => {
        this.#isOver = true;
        this.#settle?.reject(error);
      },
    );
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  perform(chunk: number): Promise<ChunkOutcome> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#thread.post({ kind: 'perform', chunk });
    });
  }

  async end(): Promise<void> {
    this.#thread.post({ kind: 'end' });
    await this.#thread.done.catch(() => undefined);
  }

  #told(result: ChunkResult): void {
    this.#settle?.resolve({ kind: 'performed', result });
    this.#settle = null;
  }
}

type Reject = (error: Error) => void;

export class ChunkThreads {
  readonly #most: number;
  readonly #idle: Performer[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #started = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Waits for a thread to be free. Requests that are the same object share threads. */
  async perform(request: HuntRequest, chunk: number): Promise<ChunkOutcome> {
    while (this.#busy >= this.#most) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#busy += 1;
    const performer = this.#taken(request);
    try {
      return await performer.perform(chunk);
    } finally {
      this.#busy -= 1;
      if (!performer.isOver) this.#idle.push(performer);
      this.#waiting.shift()?.();
    }
  }

  /** Once nothing is under way. */
  async end(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((performer) => performer.end()));
  }

  /** One that is warm, or a new one, in whose place another may have to go. */
  #taken(request: HuntRequest): Performer {
    const place = this.#idle.findIndex((one) => one.request === request && !one.isOver);
    const [warm] = place < 0 ? [] : this.#idle.splice(place, 1);
    if (warm !== undefined) return warm;
    if (this.#idle.length + this.#busy > this.#most) void this.#idle.shift()?.end();
    this.#started += 1;
    return new Performer(request, this.#started - 1);
  }
}
