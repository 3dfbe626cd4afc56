/**
 * Ctrl-C, SIGTERM and errors of whitewater itself: the first asks for an end with a report, the
 * second takes no answer.
 */
import { onBreakdown } from './breakdown.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';

export class Interrupt {
  #stop: (() => void) | null = null;
  #code: ExitCodeValue | null = null;

  constructor() {
    process.on('SIGINT', () => this.#hear(ExitCode.interrupted));
    process.on('SIGTERM', () => this.#hear(ExitCode.terminated));
    onBreakdown(() => this.#hear(ExitCode.harness));
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

  #hear(code: ExitCodeValue): void {
    if (this.hasStopped) process.exit(code);
    this.#code = code;
    this.#stop?.();
  }
}
