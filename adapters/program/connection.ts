/**
 * One program that is asked line by line. It is started when it is first asked; after a fault it is
 * ended, and started anew for the next request, which is sound because it remembers nothing.
 */
import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { causeIn } from './last-words.ts';
import type { Patience } from './patience.ts';
import { closePipes, startPiped, type Pipes } from './pipes.ts';
import { shortened } from './printable.ts';
import { PROTOCOL_VERSION, ProgramFault, type Request } from './protocol.ts';
import { Transcript } from './transcript.ts';

/** How to start a program, and how long to wait for it: plain data, for other threads too. */
export interface ProgramRequest {
  readonly command: string;
  readonly limitMs: number;
  /** A file to which all lines are added, and what the program says on stderr; null: nowhere. */
  readonly transcript: string | null;
}

/** Virtual machines take their time to start. */
export const START_LIMIT_MS = 10_000;

const MAX_LINE_BYTES = 4_000_000;
const FIRST_BUFFER_BYTES = 65_536;
const NEWLINE = 0x0a;

/** What a program complains of is kept short, but not looked at in every step. */
const LOOK_EVERY = 4096;
const MAX_COMPLAINT_BYTES = 1_000_000;

const HELLO: Request = { kind: 'hello', protocol: PROTOCOL_VERSION };

export class Connection {
  readonly #request: ProgramRequest;
  readonly #patience: Patience;
  readonly #isWelcome: (hello: unknown) => void;
  #buffer = Buffer.allocUnsafe(FIRST_BUFFER_BYTES);
  readonly #transcript: Transcript | null;
  #pipes: Pipes | null = null;
  /** Counted from the start of the program. */
  #steps = 0;

  /** `isWelcome` throws if the program is not the one that was expected. */
  constructor(request: ProgramRequest, patience: Patience, isWelcome: (hello: unknown) => void) {
    this.#request = request;
    this.#patience = patience;
    this.#isWelcome = isWelcome;
    this.#transcript = request.transcript === null ? null : new Transcript(request.transcript);
  }

  /** The answer as parsed JSON. Throws a {@link ProgramFault} of one line. */
  ask(request: Request): unknown {
    return this.#faithfully(() => {
      const pipes = this.#pipes ?? this.#start();
      this.#steps += 1;
      const step = this.#steps;
      // Behind the kind, which people look for first. A spread would cost more than the rest.
      const line = JSON.stringify(request).replace(',', () => `,"step":${step},`);
      const answer = this.#exchange(pipes, line, this.#request.limitMs);
      const answered = stepOf(answer);
      if (answered === null || answered === step) return answer;
      throw new ProgramFault(
        `it answered step ${answered} when asked for ${step}: a line too many?`,
      );
    });
  }

  /** Starts the program now, if it does not run. */
  start(): void {
    this.#faithfully(() => this.#pipes ?? this.#start());
  }

  /** Ends the program, if it runs. */
  close(): void {
    this.#patience.end();
    if (this.#pipes !== null) closePipes(this.#pipes);
    this.#pipes = null;
  }

  /** After an invalid answer, later lines cannot be matched to requests: closes the connection. */
  #faithfully<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #start(): Pipes {
    const { command, transcript } = this.#request;
    const pipes = startPiped(command, transcript);
    this.#pipes = pipes;
    this.#steps = 0;
    this.#patience.started(pipes.pid);
    if (pipes.pid === 0) throw new ProgramFault('it cannot be started');
    this.#isWelcome(this.#exchange(pipes, JSON.stringify(HELLO), START_LIMIT_MS));
    return pipes;
  }

  #exchange(pipes: Pipes, line: string, limitMs: number): unknown {
    if (this.#steps % LOOK_EVERY === 0) this.#forgetComplaints(pipes);
    this.#note(pipes, '>', line);
    this.#patience.asks(limitMs);
    let answer: string | null;
    try {
      this.#write(pipes, line);
      answer = this.#read(pipes);
    } finally {
      this.#patience.isAnswered();
    }
    if (answer === null) throw this.#silence(pipes, limitMs);
    this.#note(pipes, '<', answer);
    return parsed(answer);
  }

  #write({ requests }: Pipes, line: string): void {
    const most = line.length * 3 + 1;
    if (this.#buffer.length < most) this.#buffer = Buffer.allocUnsafe(most);
    const length = this.#buffer.write(line);
    this.#buffer[length] = NEWLINE;
    try {
      for (let sent = 0; sent <= length; ) {
        sent += writeSync(requests, this.#buffer, sent, length + 1 - sent);
      }
    } catch (error) {
      // It reads no more; whether it has said something is found out by reading.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
  }

  /** The next line without its end; null if there is none. */
  #read({ answers }: Pipes): string | null {
    for (let length = 0; ; ) {
      if (length === this.#buffer.length) this.#grow(length);
      const count = readSync(answers, this.#buffer, length, this.#buffer.length - length, null);
      if (count === 0) return null;
      length += count;
      const end = this.#buffer.indexOf(NEWLINE, length - count);
      if (end === -1 || end >= length) continue;
      if (end < length - 1) throw new ProgramFault('it answered with more than one line');
      return this.#buffer.toString('utf8', 0, end);
    }
  }

  #grow(length: number): void {
    if (length >= MAX_LINE_BYTES) {
      throw new ProgramFault(`it answered with more than ${MAX_LINE_BYTES} bytes`);
    }
    const larger = Buffer.allocUnsafe(Math.min(length * 2, MAX_LINE_BYTES));
    this.#buffer.copy(larger, 0, 0, length);
    this.#buffer = larger;
  }

  #silence(pipes: Pipes, limitMs: number): ProgramFault {
    if (this.#patience.isLate) return new ProgramFault(`it did not answer within ${limitMs} ms`);
    const words = lastWords(pipes);
    const said = words === '' ? ', and said nothing on stderr' : `; on stderr: ${words}`;
    return new ProgramFault(`it ended without an answer${said}`);
  }

  #forgetComplaints({ complaints }: Pipes): void {
    if (this.#request.transcript !== null) return;
    if (fstatSync(complaints).size > MAX_COMPLAINT_BYTES) ftruncateSync(complaints);
  }

  #note({ pid, complaints }: Pipes, direction: '>' | '<', line: string): void {
    this.#transcript?.add(complaints, `${pid} ${direction} ${line}`);
  }
}

/** Null for what is no answer: that is for others to say. */
function stepOf(answer: unknown): number | null {
  const { step } = (answer ?? {}) as { readonly step?: unknown };
  return typeof step === 'number' ? step : null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ProgramFault(`its answer is not JSON: ${shortened(line)}`);
  }
}

/** The line on stderr that says why the program died. */
function lastWords({ complaints }: Pipes): string {
  const bytes = Buffer.alloc(Math.min(fstatSync(complaints).size, MAX_COMPLAINT_BYTES));
  const start = Math.max(0, fstatSync(complaints).size - bytes.length);
  const count = readSync(complaints, bytes, 0, bytes.length, start);
  return shortened(causeIn(bytes.toString('utf8', 0, count)));
}
