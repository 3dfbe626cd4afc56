/** What may go wrong without a clock, and what of it is fair to a target. */
import type { ActionKind } from '../faults/action.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import type { Decision } from '../simulator/decision.ts';
import { supports, type Capabilities } from '../simulator/capabilities.ts';
import type { Target } from '../simulator/target.ts';
import { SEARCH_FAULTS, type SearchFault } from './exploring/bounds.ts';

/** The faults of the timed world that have a counterpart without a clock. */
const COUNTERPARTS: Readonly<Record<SearchFault, ActionKind>> = {
  duplicate: 'duplicateMessages',
  crash: 'crash',
  crashWithin: 'crashWithinStep',
};

/** The faults of the timed world that a decision amounts to: one, or none. */
export function faultLike(kind: Decision['kind']): readonly ActionKind[] {
  switch (kind) {
    case 'fire':
    case 'deliver':
      return [];
    case 'propose':
    case 'failForGood':
      return [kind];
    case 'loseAll':
      return ['loseMessages'];
    default:
      return [COUNTERPARTS[kind]];
  }
}

/**
 * Whether messages may overtake each other on a link: if the target bears it, or if it is asked
 * for.
 */
export function mayReorder({ capabilities }: Target, asked: readonly ActionKind[]): boolean {
  return supports(capabilities, 'reordering') || asked.includes('delayMessages');
}

/** Those whose counterparts are among these actions. */
export function searchFaultsOf(kinds: readonly ActionKind[]): readonly SearchFault[] {
  return SEARCH_FAULTS.filter((fault) => kinds.includes(COUNTERPARTS[fault]));
}

/** Those whose counterparts break no promise that the target did not give. */
export function searchFaultsFairTo(capabilities: Capabilities): readonly SearchFault[] {
  return searchFaultsOf(kindsFairTo(capabilities));
}
