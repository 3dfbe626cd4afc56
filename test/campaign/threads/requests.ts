/** A hunt of few timed runs without faults, which tests change where they must. */
import type { HuntRequest } from '../../../campaign/threads/hunt-request.ts';
import { USUAL_SHRINK_BUDGET } from '../../../campaign/threads/shrink-budget.ts';
import { LAB_TIMING } from '../../../core/timing.ts';

export function smallHunt(target: string, more: Partial<HuntRequest> = {}): HuntRequest {
  return {
    target,
    seed: 1,
    engines: ['timed'],
    maxRuns: 200,
    nodesAskedFor: null,
    nodes: [3],
    sought: null,
    faults: [],
    searchFaults: [],
    timing: LAB_TIMING,
    maxFindings: 1,
    maxActions: 5,
    shrinkBudget: USUAL_SHRINK_BUDGET,
    ...more,
  };
}
