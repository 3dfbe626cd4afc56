/**
 * The run that a thread has under way, written where others can read it: a line for the run, and
 * one for each action of a scenario that has begun.
 */
import type { Action } from '../../faults/action.ts';
import type { RunListener, RunUnderWay } from '../../search/running/run-under-way.ts';

/** Longer runs than this are not written down, and cannot be performed again. */
const MAX_BYTES = 1 << 20;

const LENGTH = 0;
const WORDS = 1;

/** What it takes of a shared buffer. */
export const RUN_BOARD_BYTES = WORDS * Int32Array.BYTES_PER_ELEMENT + MAX_BYTES;

export class RunBoard implements RunListener {
  readonly #words: Int32Array;
  readonly #text: Buffer;
  readonly #onBegin: () => void;
  #length = 0;

  /** `onBegin` is called whenever a run begins. */
  constructor(shared: SharedArrayBuffer, offset: number, onBegin: () => void) {
    this.#words = new Int32Array(shared, offset, WORDS);
    this.#text = Buffer.from(shared, offset + this.#words.byteLength, MAX_BYTES);
    this.#onBegin = onBegin;
  }

  begins(run: RunUnderWay): void {
    this.#length = 0;
    this.#append(JSON.stringify(run));
    this.#onBegin();
  }

  acts(action: Action): void {
    if (this.#length > 0) this.#append(`\n${JSON.stringify(action)}`);
  }

  /** From another thread; null if no run has begun, or if it is too long. */
  read(): RunUnderWay | null {
    const length = Atomics.load(this.#words, LENGTH);
    if (length === 0) return null;
    const lines = this.#text.toString('utf8', 0, length).split('\n');
    const [run, ...actions] = lines.map((line): unknown => JSON.parse(line));
    const begun = run as RunUnderWay;
    return begun.kind === 'scenario' ? { ...begun, actions: actions as readonly Action[] } : begun;
  }

  /** A text of so many characters has three times as many bytes at most. */
  #append(text: string): void {
    const hasRoom = this.#length + 3 * text.length <= MAX_BYTES;
    this.#length = hasRoom ? this.#length + this.#text.write(text, this.#length) : 0;
    Atomics.store(this.#words, LENGTH, this.#length);
  }
}
