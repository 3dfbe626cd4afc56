/** Several copies of a program that are asked at once: while one is read, another works. */
import type { Connection } from './connection.ts';
import { batchFrom } from './batch.ts';
import { ProgramFault } from './protocol.ts';

/** A copy that is asked together with others. */
export type Sharing = Pick<Connection, 'send' | 'receive'>;

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
    return this.fault !== null || this.#sent === this.lines.length;
  }

  send(perLine: number): void {
    if (this.isOver) return;
    const batch = batchFrom(this.lines, this.#sent, perLine);
    this.#sent += batch.length;
    this.#unlessFaulty(() => this.#connection.send(batch));
  }

  receive(): void {
    if (this.fault !== null || this.answers.length === this.#sent) return;
    this.#unlessFaulty(() => this.#connection.receive(this.answers));
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
  while (shares.some(({ isOver }) => !isOver)) {
    for (const share of shares) share.send(perLine);
    for (const share of shares) share.receive();
  }
}
