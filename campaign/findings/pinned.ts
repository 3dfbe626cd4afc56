/** A finding that is kept for good, with what performing it must come to. */
import type { Finding } from '../../search/finding.ts';
import { replayFinding, type Replay } from '../../search/running/replay.ts';
import type { Target } from '../../simulator/target.ts';

export interface Pinned {
  readonly finding: Finding;
  readonly expect: PinExpectation;
}

/** That the property breaks exactly as it did, or that it does not break any more. */
export type PinExpectation = 'violated' | 'held';

/** What performing it came to. */
export type PinnedVerdict =
  | { readonly kind: 'asExpected' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'wentAnotherWay'; readonly replay: Replay }
  /** It holds, but some of its decisions could not be made: that proves nothing. */
  | { readonly kind: 'outdated'; readonly replay: Replay }
  | { readonly kind: 'limitReached'; readonly limit: string };

/** Performs a pinned run and judges it. */
export function checkPinned(target: Target, pinned: Pinned): PinnedVerdict {
  return judgePinned(pinned, replayFinding(target, pinned.finding));
}

/** Judges a pinned run that was performed already. */
export function judgePinned({ finding, expect }: Pinned, replay: Replay): PinnedVerdict {
  const { ending, violations, skipped } = replay.result;
  const isBroken = violations.some(({ property }) => property === finding.property);
  if (expect === 'violated' && replay.same) return { kind: 'asExpected' };
  if (expect === 'held' && isBroken) return { kind: 'broken' };
  if (ending?.kind === 'targetThrew') return { kind: 'threw', error: ending.error };
  if (expect === 'violated') return { kind: 'wentAnotherWay', replay };
  if (ending?.kind === 'limitReached') return { kind: 'limitReached', limit: ending.limit };
  return skipped.length === 0 ? { kind: 'asExpected' } : { kind: 'outdated', replay };
}
