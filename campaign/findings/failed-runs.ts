/** Keeps the log of each failed run, as it was found: nothing shrunk, nothing left out. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import type { SavedRun } from '../../search/finding.ts';
import type { Trace } from '../../trace/trace.ts';
import { writeAtomically } from './atomic-file.ts';
import { traceLog } from './trace-log.ts';

/** A hunt may fail in every run; after this many, the logs only tell the same story again. */
export const LOGS_KEPT = 20;

export class FailedRuns {
  /** Where the logs are: `<out>/runs/<seed>/<target>/failed-<n>-<digest>.ndjson`. */
  readonly folder: string;
  readonly #target: string;
  #kept = 0;
  #lost: string | null = null;

  constructor(out: string, seed: string, target: string) {
    this.folder = join(out, 'runs', seed, target);
    this.#target = target;
  }

  /** Logs kept so far. */
  get kept(): number {
    return this.#kept;
  }

  /** Why a log could not be kept, in one line; null if all could. */
  get lost(): string | null {
    return this.#lost;
  }

  /** Whether a further log would not be kept: there are enough, or there is no room. */
  get isFull(): boolean {
    return this.#kept >= LOGS_KEPT || this.#lost !== null;
  }

  /** Never throws for the disk: a hunt goes on, and its report matters more than a log. */
  keep(run: SavedRun, trace: Trace): void {
    if (this.isFull) return;
    const log = traceLog(this.#target, run, trace);
    const name = `failed-${this.#kept + 1}-${digestOf(log)}.ndjson`;
    try {
      writeAtomically(join(this.folder, name), log);
      this.#kept += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#lost = error.message;
    }
  }
}

/** Another hunt of the same seed has other logs, if its options or its code differ: keep both. */
function digestOf(log: string): string {
  return createHash('sha256').update(log).digest('hex').slice(0, 12);
}
