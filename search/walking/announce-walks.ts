/** Tells whoever watches a target from outside which walk is about to begin. */
import type { Decision } from '../../simulator/decision.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { listenerOf, type RunUnderWay } from '../running/run-under-way.ts';

export type AnnounceWalk = (beginning: readonly Decision[], picks: ArrayLike<number>) => void;

type AnnouncedWalk = Extract<RunUnderWay, { readonly kind: 'walk' }>;

/** Null if nobody watches the target. */
export function announcingWalks(
  target: PureTarget,
  walk: Omit<AnnouncedWalk, 'kind' | 'beginning' | 'picks'>,
): AnnounceWalk | null {
  const listener = listenerOf(target);
  if (listener === undefined) return null;
  return (beginning, picks) => {
    listener.begins({ kind: 'walk', ...walk, beginning, picks: Array.from(picks) });
  };
}
