/** Performs a saved run in a thread, and brings its trace home. */
import type { PropertyId } from '../../properties/property.ts';
import type { SavedRun } from '../../search/finding.ts';
import type { RecordedResult, Recording } from '../../search/running/record.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { inThread, type AtWork, type Ended, type UnderWay } from './thread.ts';

export interface RecordRequest extends TargetRequest {
  readonly run: SavedRun;
  /** The run ends with the first of these that breaks; null: with any. */
  readonly sought: readonly PropertyId[] | null;
  /** The request in which the target is known to stand still: it is not made. */
  readonly standsStillIn: number | null;
}

export interface RecordDone {
  readonly kind: 'done';
  readonly recording: Recording<RecordedResult>;
}

/**
 * Where the target stands still, its run is performed up to there and ends with that step: it is a
 * failing run like any other. `stoodStill` only if that is not to be had.
 */
export function recordInThread(
  request: Omit<RecordRequest, 'standsStillIn'>,
): UnderWay<Ended<RecordDone>> {
  const first = performedInThread({ ...request, standsStillIn: null });
  const done = first.done.then(async (ended) => {
    if (ended.kind !== 'stoodStill' || ended.met === null) return ended;
    const standsStillIn = ended.met.request;
    const again = await performedInThread({ ...request, standsStillIn }).done;
    return again.kind === 'done' ? again : ended;
  });
  return { ...first, done };
}

/** The same, and nothing else if the target stands still. */
export function performedInThread(request: RecordRequest): UnderWay<Ended<RecordDone>> {
  return inThread<RecordDone>('record', request, () => undefined);
}

/** The other end, in the thread. */
export async function performRecord(
  request: RecordRequest,
  { board, tell }: AtWork<RecordDone>,
): Promise<void> {
  const [{ recordRun }, { plainTrace }, { inMacrotask }, { endingIn }] = await Promise.all([
    import('../../search/running/record.ts'),
    import('./recorded-trace.ts'),
    import('../../adapters/live/macrotask.ts'),
    import('../../search/shrinking/standing-run.ts'),
  ]);
  const { target: whole, close } = await requestedTarget(request, board);
  const { run, standsStillIn } = request;
  const target = standsStillIn === null ? whole : endingIn(whole, standsStillIn);
  const sought = request.sought === null ? null : new Set(request.sought);
  const recording = await inMacrotask(() => recordRun(target, run, sought));
  close();
  const { verdict, violations, ending, events, skipped } = recording.result;
  const result = { verdict, violations, ending, events, skipped };
  const plain = { result, trace: plainTrace(recording.trace), digest: recording.digest };
  tell({ kind: 'done', recording: plain });
}
