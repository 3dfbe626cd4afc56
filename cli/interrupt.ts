/** Ctrl-C and SIGTERM: the first asks for an end with a report, the second takes no answer. */
import { ExitCode, type ExitCodeValue } from './exit-code.ts';

const CODES = { SIGINT: ExitCode.interrupted, SIGTERM: ExitCode.terminated } as const;

export class Interrupt {
  #stop: (() => void) | null = null;
  #code: ExitCodeValue | null = null;

  constructor() {
    process.on('SIGINT', () => this.#hear('SIGINT'));
    process.on('SIGTERM', () => this.#hear('SIGTERM'));
  }

  get hasStopped(): boolean {
    return this.#code !== null;
  }

  /** The exit code after an interrupt, whatever was found until then; null without an interrupt. */
  get code(): ExitCodeValue | null {
    return this.#code;
  }

  /** Calls `stop` at the interrupt, or at once if it has been; returns how to take it back. */
  onStop(stop: () => void): () => void {
    this.#stop = stop;
    if (this.hasStopped) stop();
    return () => {
      this.#stop = null;
    };
  }

  #hear(signal: keyof typeof CODES): void {
    if (this.hasStopped) process.exit(CODES[signal]);
    this.#code = CODES[signal];
    this.#stop?.();
  }
}
