/**
 * One program that is asked line by line. It is started when it is first asked; after a fault it is
 * ended, and started anew for the next request. What it held until then is gone.
 */
import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { AnswerLines } from './answer-lines.ts';
import { causeIn } from './last-words.ts';
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

/** Virtual machines take their time to start. */
export const START_LIMIT_MS = 10_000;

/** A longer line is begun anew, so that no program has to read without end. */
const MAX_BATCH_LENGTH = 1_000_000;
const FIRST_BUFFER_BYTES = 65_536;
const NEWLINE = 0x0a;

/** What a program complains of is kept short, but not looked at in every step. */
const LOOK_EVERY = 4096;
const MAX_COMPLAINT_BYTES = 1_000_000;

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
  /** Counted from the start of the program. */
  #steps = 0;
  #exchanges = 0;
  /** Lines that want no answer, and go out before the next that does. */
  #notices: string[] = [];

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
    return this.#faithfully(() => {
      const pipes = this.#pipes ?? this.#start();
      const answers: unknown[] = [];
      for (let first = 0; first < requests.length; ) {
        const batch = batchFrom(requests, first, perLine);
        first += batch.length;
        this.#askBatch(pipes, batch, answers);
      }
      return answers;
    });
  }

  /** Tells it something that it does not answer, together with the next request. */
  tell(notice: object): void {
    if (this.#pipes !== null) this.#notices.push(JSON.stringify(notice));
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
    this.#notices = [];
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
    this.#lines = new AnswerLines(pipes.answers);
    this.#steps = 0;
    this.#patience.started(pipes.pid);
    if (pipes.pid === 0) throw new ProgramFault('it cannot be started');
    this.#exchange(pipes, HELLO, 1, START_LIMIT_MS, this.#isWelcome);
    return pipes;
  }

  #askBatch(pipes: Pipes, batch: readonly string[], answers: unknown[]): void {
    const numbered = batch.map((request) => {
      this.#steps += 1;
      return withField(request, `"step":${this.#steps}`);
    });
    const [single = ''] = numbered;
    const line = numbered.length === 1 ? single : `[${numbered.join(',')}]`;
    let step = this.#steps - batch.length;
    try {
      this.#exchange(pipes, line, batch.length, this.#request.limitMs, (answer) => {
        step += 1;
        const answered = stepOf(answer);
        if (answered !== null && answered !== step)
          throw new ProgramFault(misnumbered(answered, step));
        answers.push(answer);
      });
    } catch (error) {
      if (!(error instanceof ProgramFault)) throw error;
      throw new ProgramFault(error.message, answers.length);
    }
  }

  /** Writes one line, and hands on each of the `count` lines that answer it. */
  #exchange(
    pipes: Pipes,
    line: string,
    count: number,
    limitMs: number,
    onAnswer: (answer: unknown) => void,
  ): void {
    this.#exchanges += 1;
    if (this.#exchanges % LOOK_EVERY === 0) this.#forgetComplaints(pipes);
    const notices = this.#notices;
    const lines = [...notices, line];
    this.#notices = [];
    for (const each of lines) this.#note(pipes, '>', each);
    for (let left = count; left > 0; left -= 1) {
      const answer = this.#awaited(pipes, left === count ? lines.join('\n') : null, limitMs);
      this.#note(pipes, '<', answer);
      if (left === 1 && this.#lines.hasMore) throw new ProgramFault(tooMany(count, notices.length));
      onAnswer(parsed(answer));
    }
  }

  /** The next line of the program; before that, `line` is written to it. */
  #awaited(pipes: Pipes, line: string | null, limitMs: number): string {
    this.#patience.asks(limitMs);
    let answer: string | null;
    try {
      if (line !== null) this.#write(pipes, line);
      answer = this.#lines.next();
    } finally {
      this.#patience.isAnswered();
    }
    if (answer === null) throw this.#silence(pipes, limitMs);
    return answer;
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

/** The JSON of an object with one more field, behind the kind, which people look for first. */
export function withField(json: string, field: string): string {
  const end = json.indexOf(',');
  return `${json.slice(0, end)},${field}${json.slice(end)}`;
}

/** The requests from `first` on that share a line. */
function batchFrom(requests: readonly string[], first: number, perLine: number): readonly string[] {
  let length = 0;
  let end = first;
  while (end < requests.length && end < first + perLine && length < MAX_BATCH_LENGTH) {
    length += requests[end]?.length ?? 0;
    end += 1;
  }
  return requests.slice(first, end);
}

function misnumbered(answered: number, step: number): string {
  return `it answered step ${answered} when asked for ${step}: a line too many?`;
}

function tooMany(count: number, notices: number): string {
  const hint = notices === 0 ? '' : ' (forget wants no answer)';
  return count === 1
    ? `it answered with more than one line${hint}`
    : `it answered ${count} requests with more lines than that${hint}`;
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
