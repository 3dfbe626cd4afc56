/**
 * What a program says on stderr. It has a file of its own: in a transcript, to which requests and
 * other programs are written as well, nobody could tell whose last words are whose.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync } from 'node:fs';
import { causeIn } from './last-words.ts';
import { shortened } from './printable.ts';

/** Kept short, and read in pieces of this size. */
const MAX_BYTES = 1_000_000;

/** A program may close its stdout before it has said why it ends. */
const END_LIMIT_MS = 1000;

const NEWLINE = 0x0a;

export class Complaints {
  /** For the program to write to. */
  readonly file: number;
  #read = 0;

  /** `path` may be gone as soon as this is made. */
  constructor(path: string) {
    this.file = openSync(path, 'a+');
  }

  /** What was said since the last time: whole lines, and at the end whatever there is. */
  news(isOver: boolean): Uint8Array {
    const bytes = this.#bytes(this.#read);
    const end =
      isOver || bytes.length === MAX_BYTES ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1;
    this.#read += end;
    return bytes.subarray(0, end);
  }

  /** Forgets all if it is much. */
  forget(): void {
    if (fstatSync(this.file).size <= MAX_BYTES) return;
    ftruncateSync(this.file);
    this.#read = 0;
  }

  /** The line that says why a program died, once it has; `pid` is that of its shell. */
  lastWords(pid: number): string {
    awaitEnd(pid);
    const start = Math.max(0, fstatSync(this.file).size - MAX_BYTES);
    return shortened(causeIn(this.#bytes(start).toString('utf8')));
  }

  close(): void {
    closeSync(this.file);
  }

  #bytes(start: number): Buffer {
    const length = Math.min(MAX_BYTES, Math.max(0, fstatSync(this.file).size - start));
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, length === 0 ? 0 : readSync(this.file, bytes, 0, length, start));
  }
}

/** Waits without an event loop. Where there is no /proc, it is not known, and nobody waits. */
function awaitEnd(pid: number): void {
  const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (let waitedMs = 0, ms = 1; waitedMs < END_LIMIT_MS && isRunning(pid); waitedMs += ms) {
    ms = Math.min(2 * ms, 20);
    Atomics.wait(nobody, 0, 0, ms);
  }
}

/** A zombie has ended: it is there until somebody looks at how. */
function isRunning(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = ''] = status.slice(status.lastIndexOf(')') + 1).trim();
    return !['Z', 'X'].includes(state);
  } catch {
    return false;
  }
}
