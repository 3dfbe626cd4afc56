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
}

export interface RecordDone {
  readonly kind: 'done';
  readonly recording: Recording<RecordedResult>;
}

export function recordInThread(request: RecordRequest): UnderWay<Ended<RecordDone>> {
  return inThread<RecordDone>('record', request, () => undefined);
}

/** The other end, in the thread. */
export async function performRecord(
  request: RecordRequest,
  { board, tell }: AtWork<RecordDone>,
): Promise<void> {
  const [{ recordRun }, { plainTrace }, { inMacrotask }] = await Promise.all([
    import('../../search/running/record.ts'),
    import('./recorded-trace.ts'),
    import('../../adapters/live/macrotask.ts'),
  ]);
  const { target, close } = await requestedTarget(request, board);
  const sought = request.sought === null ? null : new Set(request.sought);
  const recording = await inMacrotask(() => recordRun(target, request.run, sought));
  close();
  const { verdict, violations, ending, events, skipped } = recording.result;
  const result = { verdict, violations, ending, events, skipped };
  const plain = { result, trace: plainTrace(recording.trace), digest: recording.digest };
  tell({ kind: 'done', recording: plain });
}
