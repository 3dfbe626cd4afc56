/** Starts the searching thread, listens to it, and takes the end of its memory for a limit. */
import type {
  ExploreEvent,
  ExploreRequest,
  ExploreProgress,
  Exploration,
} from './explore-order.ts';
import { inThread, type UnderWay } from './thread.ts';

/** A target that throws is in the result. */
export function exploreInThread(
  request: ExploreRequest,
  onDepth: (progress: ExploreProgress) => void,
): UnderWay<Exploration> {
  let latest: ExploreProgress | null = null;
  const { done, stop } = inThread<ExploreRequest, ExploreEvent>(
    'explore-worker',
    request,
    (event) => {
      latest = event.progress;
      onDepth(latest);
    },
  );
  const exploration = done.catch((error: Error) => {
    if (isOutOfMemory(error)) return cutShort(latest);
    throw error;
  });
  return { done: exploration, stop };
}

/** A search that does not fit into memory has come as far as its last whole depth. */
function cutShort(latest: ExploreProgress | null): Exploration {
  const { depth, wallMs, ...size } = latest ?? {
    depth: 0,
    wallMs: 0,
    states: 0,
    decisions: 0,
    statesByDepth: [],
  };
  return { outcome: { kind: 'limitReached', depth, limit: 'memory' }, ...size, wallMs };
}

/** The heap of the thread, or one of the tables beside it. */
function isOutOfMemory(error: Error & { readonly code?: string }): boolean {
  const isTable = error instanceof RangeError && /alloc|invalid.*length/i.test(error.message);
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' || isTable;
}
