/** What may go wrong without a clock, and what of it is fair to a target. */
import type { ActionKind } from '../faults/action.ts';
import type { Capabilities } from '../simulator/target.ts';
import { SEARCH_FAULTS, type SearchFault } from './search-types.ts';

/** The faults of the timed world that have a counterpart without a clock. */
const COUNTERPARTS: Readonly<Record<SearchFault, ActionKind>> = {
  duplicate: 'duplicateMessages',
  crash: 'crash',
  crashWithin: 'crashWithinStep',
};

/** Those whose counterparts are among these actions. */
export function searchFaultsOf(kinds: readonly ActionKind[]): readonly SearchFault[] {
  return SEARCH_FAULTS.filter((fault) => kinds.includes(COUNTERPARTS[fault]));
}

/** A crash takes all of a target that keeps nothing. */
export function searchFaultsFairTo({ persistence }: Capabilities): readonly SearchFault[] {
  return SEARCH_FAULTS.filter((fault) => persistence || fault === 'duplicate');
}
