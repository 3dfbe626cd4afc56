/** Who performs which chunk: all threads of a hunt take from one counter. */
import { chunkAt, WHOLE_CAMPAIGN } from '../ledger/chunk.ts';
import type { HuntThreadRequest } from './hunt-request.ts';

/** More would be mixed up in the counter that threads share. */
export const MAX_CHUNKS = 2 ** 31 - 1;

/** Where the main thread says how far the counter is. */
export class HandingOut {
  readonly shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  readonly #counter = new Int32Array(this.shared);

  /** `done`: chunks of an earlier campaign, with which this one goes on. */
  constructor(done: number) {
    Atomics.store(this.#counter, 0, done);
  }

  end(): void {
    Atomics.store(this.#counter, 0, MAX_CHUNKS);
  }
}

/** The chunks that one thread takes. */
export class HandedOut {
  readonly #request: HuntThreadRequest;
  readonly #counter: Int32Array;
  readonly #first: number[];
  /** Performed by an earlier hunt, behind a gap. */
  readonly #done: ReadonlySet<number>;

  constructor(request: HuntThreadRequest) {
    this.#request = request;
    this.#counter = new Int32Array(request.handedOut);
    this.#first = [...request.first];
    const begun = request.from?.begun ?? [];
    this.#done = new Set(begun.filter(({ isWhole }) => isWhole).map(({ chunk }) => chunk));
  }

  /** Null if none is left. */
  next(): number | null {
    const first = this.#first.shift();
    if (first !== undefined) return first;
    const { chunks, shard } = this.#request;
    while (Atomics.load(this.#counter, 0) < chunks) {
      const place = Atomics.add(this.#counter, 0, 1);
      const chunk = chunkAt(place, shard ?? WHOLE_CAMPAIGN);
      if (place < chunks && !this.#done.has(chunk)) return chunk;
    }
    return null;
  }
}
