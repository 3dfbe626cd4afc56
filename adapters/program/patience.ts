/**
 * What a connection shares with the watchdog: a thread that waits for an answer is blocked, and
 * cannot look at a clock. The code that ends the process reads here which programs to end with it.
 */
const ASKED = 0;
const LIMIT_MS = 1;
const PID = 2;
const LATE = 3;
const WORDS = 4;

/** One program that runs, or none, and the request that it has not answered yet, if any. */
export class Patience {
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(shared = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#words = new Int32Array(shared);
  }

  /** Odd while the program owes an answer. */
  get asked(): number {
    return Atomics.load(this.#words, ASKED);
  }

  get limitMs(): number {
    return Atomics.load(this.#words, LIMIT_MS);
  }

  /** Whether the request under way, or the last, went unanswered for too long. */
  get isLate(): boolean {
    return Atomics.load(this.#words, LATE) !== 0;
  }

  asks(limitMs: number): void {
    Atomics.store(this.#words, LIMIT_MS, limitMs);
    Atomics.add(this.#words, ASKED, 1);
  }

  isAnswered(): void {
    Atomics.add(this.#words, ASKED, 1);
  }

  started(pid: number): void {
    Atomics.store(this.#words, LATE, 0);
    Atomics.store(this.#words, PID, pid);
  }

  /** Ends the program for exceeding its time limit. */
  giveUp(): void {
    Atomics.store(this.#words, LATE, 1);
    this.end();
  }

  /** Ends the program and all that it has started. Nothing happens if none runs. */
  end(): void {
    const pid = Atomics.exchange(this.#words, PID, 0);
    if (pid === 0) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
