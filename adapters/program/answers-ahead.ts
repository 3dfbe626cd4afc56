/** Answers of a program that keeps nothing, asked of all its copies before they are needed. */
import { BATCH } from './batch.ts';
import { askTogether, Share, type Sharing } from './together.ts';

export class AnswersAhead {
  readonly #connections: readonly Sharing[];
  /** By request, until the next lot, and once each. */
  #answers = new Map<string, unknown>();

  constructor(connections: readonly Sharing[]) {
    this.#connections = connections;
  }

  /** What meets a fault is left out, and met again by whoever asks. */
  ask(requests: readonly object[]): void {
    const lines = [...new Set(requests.map((request) => JSON.stringify(request)))];
    const perCopy = Math.ceil(lines.length / this.#connections.length);
    const shares = this.#connections.map((connection, index) => {
      return new Share(connection, lines.slice(index * perCopy, (index + 1) * perCopy));
    });
    askTogether(shares, BATCH);
    this.#answers = new Map();
    for (const share of shares) {
      share.answers.forEach((answer, index) => {
        this.#answers.set(share.lines[index] ?? '', answer);
      });
    }
  }

  /** Undefined if there is none. */
  take(request: object): unknown {
    if (this.#answers.size === 0) return undefined;
    const key = JSON.stringify(request);
    const answer = this.#answers.get(key);
    this.#answers.delete(key);
    return answer;
  }
}
