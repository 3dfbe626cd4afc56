/** Starts the hunting thread and listens to it. */
import type { SavedRun } from '../../search/finding.ts';
import type { HuntProgress } from '../../search/hunting/tally.ts';
import type { HuntNews, HuntOrder } from './hunt-order.ts';
import { inThread, type UnderWay } from './thread.ts';

export interface HuntListener {
  onProgress(progress: HuntProgress): void;
  /** A run that failed, before shrinking. */
  onFailedRun(run: SavedRun): void;
}

export type HuntDone = Extract<HuntNews, { readonly kind: 'done' }>;

/** Asked to stop, it ends after the run under way; what was found is still shrunk. */
export function huntInThread(order: HuntOrder, listener: HuntListener): UnderWay<HuntDone> {
  return inThread<HuntOrder, HuntNews>('hunt-worker', order, (news) => {
    if (news.kind === 'progress') listener.onProgress(news.progress);
    else listener.onFailedRun(news.run);
  });
}
