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
