/**
 * One round of shrinking a run that stands still, in a thread of its own. First the run is written
 * down, up to the standstill and without it. Then simpler runs are performed, with all that they
 * do: the first that stands still as well ends the thread, and is what the next round begins with.
 */
import { requestedTarget } from './requested-target.ts';
import type { StandingEvent, StandingRequest } from './standing-round.ts';
import { inThread, type AtWork, type Ended, type UnderWay } from './thread.ts';

export type StandingDone = Extract<StandingEvent, { readonly kind: 'done' }>;

export function standingInThread(
  request: StandingRequest,
  onEvent: (event: Exclude<StandingEvent, StandingDone>) => void,
): UnderWay<Ended<StandingDone>> {
  return inThread<StandingEvent>('standing', request, onEvent);
}

/** The other end, in the thread. */
export async function performStanding(
  request: StandingRequest,
  work: AtWork<StandingEvent>,
): Promise<void> {
  const [{ inMacrotask }, { StandingRound }] = await Promise.all([
    import('../../adapters/live/macrotask.ts'),
    import('./standing-round.ts'),
  ]);
  const { target, close } = await requestedTarget(request, work.board);
  const found = await inMacrotask(() => {
    return new StandingRound(target, request, work).perform();
  });
  close();
  work.tell({ kind: 'done', found });
}
