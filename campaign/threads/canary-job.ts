/** The canary in a thread of its own: one mutant case after the other. */
import { performance } from 'node:perf_hooks';
import type { MatrixRow } from '../../search/canary/kill-matrix.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Subject } from '../mutant-cases.ts';
import { inThread, type AtWork, type UnderWay } from './thread.ts';

export interface CanaryRequest {
  /** Ids of mutants and controls, in the order in which they are evaluated. */
  readonly ids: readonly string[];
  readonly seed: number;
  /** Timed runs per mutant; ten times as many adversarial ones, and a tenth for a control. */
  readonly maxRuns: number;
  readonly timing: Timing;
}

export type CanaryEvent = { readonly kind: 'row'; readonly row: MatrixRow } | CanaryDone;

export interface CanaryDone {
  readonly kind: 'done';
  readonly wallMs: number;
}

/** Asked to stop, it leaves out the case under way. */
export function canaryInThread(
  request: CanaryRequest,
  onRow: (row: MatrixRow) => void,
): UnderWay<CanaryDone> {
  const startedMs = performance.now();
  const underWay = inThread<CanaryEvent>('canary', { ...request }, ({ row }) => onRow(row));
  const done = underWay.done.then((ended): CanaryDone => {
    if (ended.kind === 'done') return ended;
    return { kind: 'done', wallMs: performance.now() - startedMs };
  });
  return { ...underWay, done };
}

/**
 * The same by so many threads. What each case comes to does not depend on their number, and rows
 * are told in the order of the ids, whoever is done first.
 */
export function canaryInThreads(
  request: CanaryRequest,
  workers: number,
  onRow: (row: MatrixRow) => void,
): UnderWay<CanaryDone> {
  const rows = new RowsInOrder(request.ids, onRow);
  const startedMs = performance.now();
  const threads = sharesOf(request.ids, workers).map((ids) =>
    canaryInThread({ ...request, ids }, (row) => rows.take(row)),
  );
  const all = (end: 'stop' | 'windDown') => (): void => {
    for (const thread of threads) thread[end]();
  };
  const done = Promise.all(threads.map((thread) => thread.done))
    .then((): CanaryDone => ({ kind: 'done', wallMs: performance.now() - startedMs }))
    .finally(() => {
      all('stop')();
      rows.tellRest();
    });
  return { done, stop: all('stop'), windDown: all('windDown') };
}

/** Every so manieth id for each: cases that take long stand beside each other. */
function sharesOf(ids: readonly string[], workers: number): readonly (readonly string[])[] {
  const count = Math.min(workers, ids.length);
  return Array.from({ length: count }, (_, share) => {
    return ids.filter((_id, index) => index % count === share);
  });
}

/** Holds a row back until all before it were told. */
class RowsInOrder {
  readonly #ids: readonly string[];
  readonly #onRow: (row: MatrixRow) => void;
  readonly #held = new Map<string, MatrixRow>();
  #told = 0;

  constructor(ids: readonly string[], onRow: (row: MatrixRow) => void) {
    this.#ids = ids;
    this.#onRow = onRow;
  }

  take(row: MatrixRow): void {
    this.#held.set(row.id, row);
    while (this.#tellNext()) this.#told += 1;
  }

  /** No more will come: what was held back is told without what it waited for. */
  tellRest(): void {
    for (; this.#told < this.#ids.length; this.#told += 1) this.#tellNext();
  }

  #tellNext(): boolean {
    const id = this.#ids[this.#told] ?? '';
    const row = this.#held.get(id);
    if (row === undefined) return false;
    this.#held.delete(id);
    this.#onRow(row);
    return true;
  }
}

/** A control has so many times fewer runs than a mutant. */
const CONTROL_SHARE = 10;

/** The other end, in the thread. */
export async function performCanary(
  request: CanaryRequest,
  { tell, board }: AtWork<CanaryEvent>,
): Promise<void> {
  const [{ evaluateCase }, { SUBJECTS }] = await Promise.all([
    import('../canary-evaluation.ts'),
    import('../mutant-cases.ts'),
  ]);
  const startedMs = performance.now();
  const shouldStop = (): boolean => board.isStopped;
  for (const id of request.ids) {
    if (shouldStop()) break;
    const subject = SUBJECTS.find(({ known }) => known.id === id);
    if (subject === undefined) throw new Error(`there is no mutant ${id}`);
    const maxRuns = runsFor(subject, request.maxRuns);
    const row = evaluateCase(subject, { ...request, maxRuns, shouldStop });
    if (!shouldStop()) tell({ kind: 'row', row });
  }
  tell({ kind: 'done', wallMs: performance.now() - startedMs });
}

/** A mutant dies before its last run, a control never does. */
function runsFor({ known }: Subject, maxRuns: number): number {
  return known.expected === 'killed' ? maxRuns : Math.ceil(maxRuns / CONTROL_SHARE);
}
