/** Keeps the log of each failed run, as it was found: nothing shrunk, nothing left out. */
import { join } from 'node:path';
import type { SavedRun } from '../../search/finding.ts';
import type { Trace } from '../../trace/trace.ts';
import { writeAtomically } from './atomic-file.ts';
import { traceLog } from './trace-log.ts';

/** A hunt may fail in every run; after this many, the logs only tell the same story again. */
export const LOGS_KEPT = 20;

export class FailedRuns {
  /** Where the logs are: `<out>/runs/<seed>/<target>/failed-<n>.ndjson`. */
  readonly folder: string;
  readonly #target: string;
  #kept = 0;

  constructor(out: string, seed: string, target: string) {
    this.folder = join(out, 'runs', seed, target);
    this.#target = target;
  }

  /** Logs kept so far. */
  get kept(): number {
    return this.#kept;
  }

  get isFull(): boolean {
    return this.#kept >= LOGS_KEPT;
  }

  keep(run: SavedRun, trace: Trace): void {
    if (this.isFull) return;
    this.#kept += 1;
    const path = join(this.folder, `failed-${this.#kept}.ndjson`);
    writeAtomically(path, traceLog(this.#target, run, trace));
  }
}
