/** The lines that a program writes, one by one. */
import { readSync } from 'node:fs';
import { ProgramFault } from './protocol.ts';

const MAX_LINE_BYTES = 4_000_000;
const FIRST_BUFFER_BYTES = 65_536;
const NEWLINE = 0x0a;

export class AnswerLines {
  readonly #file: number;
  #buffer = Buffer.allocUnsafe(FIRST_BUFFER_BYTES);
  /** What was read and not handed out yet lies between these. */
  #start = 0;
  #end = 0;

  constructor(file: number) {
    this.#file = file;
  }

  /** Whether the program has written more than was asked for until now. */
  get hasMore(): boolean {
    return this.#start < this.#end;
  }

  /** The next line without its end, if it lies here: of a batch, most do. Otherwise null. */
  buffered(): string | null {
    if (this.#start === this.#end) return null;
    const end = this.#buffer.indexOf(NEWLINE, this.#start);
    return end === -1 || end >= this.#end ? null : this.#taken(end);
  }

  /** The same, read if it has to be; null if there is none, and never will be. */
  next(): string | null {
    for (let from = this.#start; ; ) {
      const end = this.#buffer.indexOf(NEWLINE, from);
      if (end !== -1 && end < this.#end) return this.#taken(end);
      from = this.#end - this.#start;
      this.#makeRoom();
      const count = readSync(
        this.#file,
        this.#buffer,
        this.#end,
        this.#buffer.length - this.#end,
        null,
      );
      if (count === 0) return null;
      this.#end += count;
    }
  }

  #taken(end: number): string {
    const line = this.#buffer.toString('utf8', this.#start, end);
    this.#start = end + 1;
    if (this.#start === this.#end) this.#start = this.#end = 0;
    return line;
  }

  /** Moves what is left to the beginning, and takes a larger buffer if it is full. */
  #makeRoom(): void {
    if (this.#start > 0) this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    if (this.#end < this.#buffer.length) return;
    if (this.#end >= MAX_LINE_BYTES) {
      throw new ProgramFault(`it answered with more than ${MAX_LINE_BYTES} bytes`);
    }
    const larger = Buffer.allocUnsafe(Math.min(this.#end * 2, MAX_LINE_BYTES));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}
