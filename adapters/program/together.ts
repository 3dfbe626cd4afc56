/** Several copies of a program that are asked at once: while one is read, another works. */
import type { Connection } from './connection.ts';
import { batchFrom } from './batch.ts';
import { ProgramFault } from './protocol.ts';

/** A copy that is asked together with others. */
export type Sharing = Pick<Connection, 'send' | 'read' | 'parse'>;

/** What one copy is asked. */
export class Share {
  readonly lines: readonly string[];
  readonly answers: unknown[] = [];
  /** What ended it before all was answered; null if nothing did. */
  fault: ProgramFault | null = null;
  readonly #connection: Sharing;
  #sent = 0;

  constructor(connection: Sharing, lines: readonly string[]) {
    this.#connection = connection;
    this.lines = lines;
  }

  get isOver(): boolean {
    return this.fault !== null || this.answers.length === this.lines.length;
  }

  send(perLine: number): void {
    if (this.fault !== null || this.#sent === this.lines.length) return;
    const batch = batchFrom(this.lines, this.#sent, perLine);
    this.#sent += batch.length;
    this.#unlessFaulty(() => this.#connection.send(batch));
  }

  /** Reads the answers to what was sent, and asks the next before it looks at them. */
  receive(perLine: number): void {
    if (this.fault !== null || this.answers.length === this.#sent) return;
    this.#unlessFaulty(() => {
      const raw = this.#connection.read();
      if (raw.fault === null) this.send(perLine);
      this.#connection.parse(raw, this.answers);
    });
  }

  #unlessFaulty(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof ProgramFault)) throw error;
      this.fault = error;
    }
  }
}

/** Up to `perLine` requests share a line. Faults stay with their shares. */
export function askTogether(shares: readonly Share[], perLine: number): void {
  for (const share of shares) share.send(perLine);
  while (shares.some(({ isOver }) => !isOver)) {
    for (const share of shares) share.receive(perLine);
  }
}
