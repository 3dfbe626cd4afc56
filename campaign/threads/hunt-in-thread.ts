/** Starts the hunting thread and listens to it. */
import type { SavedRun } from '../../search/finding.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import type { HuntEvent, HuntRequest } from './hunt-order.ts';
import { inThread, type UnderWay } from './thread.ts';

export interface HuntListener {
  onProgress(progress: HuntProgress): void;
  /** A run that failed, before shrinking. */
  onFailedRun(run: SavedRun): void;
}

export type HuntDone = Extract<HuntEvent, { readonly kind: 'done' }>;

/** Asked to stop, it ends after the run under way; what was found is still shrunk. */
export function huntInThread(request: HuntRequest, listener: HuntListener): UnderWay<HuntDone> {
  return inThread<HuntRequest, HuntEvent>('hunt-worker', request, (event) => {
    if (event.kind === 'progress') listener.onProgress(event.progress);
    else listener.onFailedRun(event.run);
  });
}
