/**
 * One program that is asked line by line. It is started when it is first asked; after a fault it is
 * ended, and started anew for the next request. What it held until then is gone.
 */
import { writeSync } from 'node:fs';
import { AnswerLines } from './answer-lines.ts';
import { batchFrom, lineOf } from './batch.ts';
import type { Patience } from './patience.ts';
import { closePipes, startPiped, type Pipes } from './pipes.ts';
import { shortened } from './printable.ts';
import { PROTOCOL_VERSION, PROTOCOL_VERSIONS, ProgramFault } from './protocol.ts';
import { Transcript } from './transcript.ts';

/** How to start a program, and how long to wait for it: plain data, for other threads too. */
export interface ProgramRequest {
  readonly command: string;
  readonly limitMs: number;
  /** A file to which all lines are added, and what the program says on stderr; null: nowhere. */
  readonly transcript: string | null;
}

/** The lines that a program has answered. */
export interface RawAnswers {
  readonly lines: readonly string[];
  /** The number of the request that the first of them answers. */
  readonly firstStep: number;
  /** Whether the program was told something, which it should not have answered. */
  readonly hasTold: boolean;
  /** What came in place of the next one; null if nothing did. */
  readonly fault: ProgramFault | null;
}

/** Virtual machines take their time to start. */
export const START_LIMIT_MS = 10_000;

const FIRST_BUFFER_BYTES = 65_536;
const NEWLINE = 0x0a;

/** What a program complains of is kept short, but not looked at in every step. */
const LOOK_EVERY = 4096;

/** Programs of version 1 read `protocol`, and ignore what they do not know. */
const HELLO = JSON.stringify({
  kind: 'hello',
  protocol: PROTOCOL_VERSION,
  protocols: PROTOCOL_VERSIONS,
});

export class Connection {
  readonly #request: ProgramRequest;
  readonly #patience: Patience;
  readonly #isWelcome: (hello: unknown) => void;
  #buffer = Buffer.allocUnsafe(FIRST_BUFFER_BYTES);
  readonly #transcript: Transcript | null;
  #pipes: Pipes | null = null;
  #lines = new AnswerLines(-1);
  /** Answered since the start of the program. */
  #steps = 0;
  #handles = 0;
  /** Answers that were not received yet. */
  #due = 0;
  #exchanges = 0;
  /** Lines that want no answer, and go out before the next that does. */
  readonly #notices: string[] = [];
  /** Whether some went out with the last line. */
  #hasTold = false;

  /** `isWelcome` throws if the program is not the one that was expected. */
  constructor(request: ProgramRequest, patience: Patience, isWelcome: (hello: unknown) => void) {
    this.#request = request;
    this.#patience = patience;
    this.#isWelcome = isWelcome;
    this.#transcript = request.transcript === null ? null : new Transcript(request.transcript);
  }

  /** The answer to a request as parsed JSON. Throws a {@link ProgramFault} of one line. */
  ask(request: object): unknown {
    return this.askAll([JSON.stringify(request)], 1)[0];
  }

  /**
   * The answers to several requests, as parsed JSON in the same order; each request is the JSON of
   * an object with its kind first. Up to `perLine` of them share a line.
   */
  askAll(requests: readonly string[], perLine: number): readonly unknown[] {
    const answers: unknown[] = [];
    for (let first = 0; first < requests.length; ) {
      const batch = batchFrom(requests, first, perLine);
      first += batch.length;
      this.send(batch);
      this.parse(this.read(), answers);
    }
    return answers;
  }

  /** Writes requests as one line; all that were sent before must have been received. */
  send(batch: readonly string[]): void {
    this.#faithfully(() => {
      const pipes = this.#pipes ?? this.#start();
      this.#due = batch.length;
      // Who reads lists is told there, too: each line of its own would have to be read and parsed.
      const told = batch.length > 1 ? this.#notices.splice(0) : [];
      this.#hasTold = told.length > 0;
      this.#writeLine(pipes, lineOf(batch, this.#steps + 1, told), this.#request.limitMs);
    });
  }

  /** The answers to what was sent, as they came. More may be sent before they are parsed. */
  read(): RawAnswers {
    const lines: string[] = [];
    const asked = { lines, firstStep: this.#steps + 1, hasTold: this.#hasTold };
    try {
      this.#faithfully(() => this.#readLines(lines));
      return { ...asked, fault: null };
    } catch (error) {
      if (!(error instanceof ProgramFault)) throw error;
      return { ...asked, fault: error };
    }
  }

  /** Adds the answers that were read. A fault says how many there are by then. */
  parse({ lines, firstStep, hasTold, fault }: RawAnswers, answers: unknown[]): void {
    this.#faithfully(() => {
      try {
        lines.forEach((line, index) => answers.push(answerIn(line, firstStep + index, hasTold)));
        if (fault !== null) throw fault;
      } catch (error) {
        if (!(error instanceof ProgramFault)) throw error;
        throw new ProgramFault(error.message, error.outline, answers.length);
      }
    });
  }

  /** A handle that no node of the program has ever had. */
  newHandle(): number {
    this.#handles += 1;
    return this.#handles;
  }

  /** Tells it some JSON that it does not answer, together with the next request. */
  tell(notice: string): void {
    if (this.#pipes !== null) this.#notices.push(notice);
  }

  /** Starts the program now, if it does not run. */
  start(): void {
    this.#faithfully(() => this.#pipes ?? this.#start());
  }

  /** Ends the program, if it runs. */
  close(): void {
    this.#patience.end();
    if (this.#pipes !== null) {
      this.#noteComplaints(this.#pipes, true);
      this.#transcript?.close();
      closePipes(this.#pipes);
    }
    this.#pipes = null;
    this.#notices.length = 0;
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
    const pipes = startPiped(this.#request.command);
    this.#pipes = pipes;
    this.#lines = new AnswerLines(pipes.answers);
    this.#steps = 0;
    this.#due = 0;
    this.#patience.started(pipes.pid);
    if (pipes.pid === 0) throw new ProgramFault('it cannot be started');
    this.#writeLine(pipes, HELLO, START_LIMIT_MS);
    const hello = parsed(this.#readLine(pipes, START_LIMIT_MS));
    if (this.#lines.hasMore) throw new ProgramFault(tooMany(false));
    this.#isWelcome(hello);
    return pipes;
  }

  #readLines(lines: string[]): void {
    const pipes = this.#pipes;
    if (pipes === null) throw new ProgramFault('it was asked nothing');
    for (; this.#due > 0; this.#due -= 1) {
      const line = this.#readLine(pipes, this.#request.limitMs);
      this.#steps += 1;
      if (this.#due === 1 && this.#lines.hasMore) throw new ProgramFault(tooMany(this.#hasTold));
      lines.push(line);
    }
  }

  /** With all that it is told besides. */
  #writeLine(pipes: Pipes, line: string, limitMs: number): void {
    this.#exchanges += 1;
    if (this.#exchanges % LOOK_EVERY === 0) pipes.complaints.forget();
    const lines = [...this.#notices.splice(0), line];
    this.#hasTold ||= lines.length > 1;
    for (const each of lines) this.#note(pipes, '>', each);
    this.#guarded(limitMs, () => this.#write(pipes, lines.join('\n')));
  }

  /** The next line of the program. */
  #readLine(pipes: Pipes, limitMs: number): string {
    const answer = this.#lines.buffered() ?? this.#guarded(limitMs, () => this.#lines.next());
    if (answer === null) throw this.#silence(pipes, limitMs);
    this.#note(pipes, '<', answer);
    return answer;
  }

  /** The watchdog ends the program if it takes longer. */
  #guarded<Result>(limitMs: number, act: () => Result): Result {
    this.#patience.asks(limitMs);
    try {
      return act();
    } finally {
      this.#patience.isAnswered();
    }
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

  #silence(pipes: Pipes, limitMs: number): ProgramFault {
    if (this.#patience.isLate) return new ProgramFault(tooLate(limitMs));
    const words = pipes.complaints.lastWords(pipes.pid);
    const said = words === '' ? ', and said nothing on stderr' : `; on stderr: ${words}`;
    const what = 'it ended without an answer';
    return new ProgramFault(`${what}${said}`, what);
  }

  #note(pipes: Pipes, direction: '>' | '<', line: string): void {
    if (this.#transcript === null) return;
    this.#noteComplaints(pipes, false);
    this.#transcript.add(`${pipes.pid} ${direction} ${line}\n`);
  }

  /** What the program has said on stderr until now stands before the next line. */
  #noteComplaints({ complaints }: Pipes, isOver: boolean): void {
    if (this.#transcript === null) return;
    for (let news = complaints.news(isOver); news.length > 0; news = complaints.news(isOver)) {
      this.#transcript.add(news);
    }
  }
}

function tooLate(limitMs: number): string {
  // Only the first answer has this limit. What is printed to a pipe usually waits in a buffer.
  const hint = limitMs === START_LIMIT_MS ? ': does it flush after each line?' : '';
  return `it did not answer within ${limitMs} ms${hint}`;
}

function tooMany(hasTold: boolean): string {
  const hint = hasTold ? ' (forget wants no answer)' : '';
  return `it answered with more than one line${hint}`;
}

/** The answer of a line, which bears the number of its request if it bears one. */
function answerIn(line: string, asked: number, hasTold: boolean): unknown {
  const answer = parsed(line);
  const { step, error } = (answer ?? {}) as { readonly step?: unknown; readonly error?: unknown };
  if (typeof step === 'number' && step !== asked) {
    // Without the numbers, which are others when the run is performed again.
    throw new ProgramFault('it answered for another step than it was asked for: a line too many?');
  }
  // A line too many may come alone, before the answer behind it: only that one has a number.
  const isNumbered = typeof step === 'number' || typeof error === 'string';
  if (hasTold && !isNumbered) throw new ProgramFault(tooMany(true));
  return answer;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const what = 'its answer is not JSON';
    throw new ProgramFault(`${what}: ${shortened(line)}`, what);
  }
}
