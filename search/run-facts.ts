/** What properties may know of a run beforehand: its size, its pace, and its kind of target. */
import type { RunFacts } from '../properties/run-facts.ts';
import { supports } from '../simulator/capabilities.ts';
import { isPure, type Target, type Timing } from '../simulator/target.ts';

export function runFacts(target: Target, nodes: number, timing: Timing): RunFacts {
  return {
    nodes,
    ...timing,
    isLive: !isPure(target) || target.isConcurrent === true,
    // Nothing of a pure target goes on between two steps.
    answersAtOnce: isPure(target),
    ignoresVotesWhileLed: supports(target.capabilities, 'ignoresVotesWhileLed'),
    learnsFromReplies: supports(target.capabilities, 'learnsFromReplies'),
  };
}
