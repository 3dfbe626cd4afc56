/**
 * What a thread had done of its chunk before it stood still. It told of that from time to time, so
 * the runs are performed again, up to the one that stands still: then all that they come to is
 * known, however fast anyone was.
 */
import type { ChunkResult } from '../ledger/chunk.ts';
import { chunkThread } from './chunk-job.ts';
import type { HuntRequest } from './hunt-request.ts';
import type { RunsMade } from './step-board.ts';

export interface Recount {
  readonly isUnderWay: boolean;
  readonly stop: () => void;
}

/** `onEnd` hears null if it was stopped, or if the target does not do the same again. */
export function recount(
  request: HuntRequest,
  chunk: number,
  until: RunsMade,
  onEnd: (exact: ChunkResult | null) => void,
): Recount {
  let exact: ChunkResult | null = null;
  let isUnderWay = true;
  const thread = chunkThread(request, (result) => {
    exact = isUpTo(until, result) ? result : null;
    thread.post({ kind: 'end' });
  });
  const end = (): void => {
    isUnderWay = false;
    onEnd(exact);
  };
  thread.done.then(end, end);
  thread.post({ kind: 'perform', chunk, until });
  return {
    get isUnderWay() {
      return isUnderWay;
    },
    stop: thread.stop,
  };
}

/** Not if it was asked to stop before. */
function isUpTo({ timed, adversarial }: RunsMade, { counts }: ChunkResult): boolean {
  return counts.runs === timed && counts.adversarialRuns === adversarial;
}
