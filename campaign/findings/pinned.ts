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
  /** As expected; of a run that held, so many decisions could not be made any more. */
  | { readonly kind: 'asExpected'; readonly skipped: number }
  | { readonly kind: 'broken' }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'wentAnotherWay'; readonly replay: Replay };

/** Performs a pinned run and judges it. */
export function checkPinned(target: Target, pinned: Pinned): PinnedVerdict {
  return judgePinned(pinned, replayFinding(target, pinned.finding));
}

/** Judges a pinned run that was performed already. */
export function judgePinned({ finding, expect }: Pinned, replay: Replay): PinnedVerdict {
  const { ending, violations, skipped } = replay.result;
  if (ending?.kind === 'targetThrew') return { kind: 'threw', error: ending.error };
  if (expect === 'violated') {
    return replay.same ? { kind: 'asExpected', skipped: 0 } : { kind: 'wentAnotherWay', replay };
  }
  const isBroken = violations.some(({ property }) => property === finding.property);
  return isBroken ? { kind: 'broken' } : { kind: 'asExpected', skipped: skipped.length };
}
