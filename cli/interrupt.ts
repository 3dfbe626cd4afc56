/** Ctrl-C: the first asks for an end with a report, the second takes no answer. */
import { ExitCode } from './exit-code.ts';

export class Interrupt {
  #stop: (() => void) | null = null;
  #hasStopped = false;

  constructor() {
    process.on('SIGINT', () => this.#hear());
  }

  get hasStopped(): boolean {
    return this.#hasStopped;
  }

  /** Calls `stop` at the interrupt, or at once if it has been; returns how to take it back. */
  onStop(stop: () => void): () => void {
    this.#stop = stop;
    if (this.#hasStopped) stop();
    return () => {
      this.#stop = null;
    };
  }

  #hear(): void {
    if (this.#hasStopped) process.exit(ExitCode.interrupted);
    this.#hasStopped = true;
    this.#stop?.();
  }
}
