// A search that meets a standstill is made once more, up to there, and nothing is asked that might
// stand still as well.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { NotSymmetric } from '../../../search/exploring/not-symmetric.ts';
import { endsWhere } from '../../../search/running/ends-where.ts';
import { standingScheduleOf } from '../../../search/shrinking/standing-schedule.ts';
import { pureOf, StandsStill, type PureTarget } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';

const BOUNDS = { nodes: 3, maxDecisions: 3, maxTerm: null, faults: [], maxStates: 1000 } as const;
const SEARCH = {
  kind: 'search',
  bounds: BOUNDS,
  timing: LAB_TIMING,
  properties: ['never-throws'],
} as const;

/** The core, but that the election timers of these nodes are noted and end what is under way. */
function standing(nodes: readonly number[], asked: number[]): PureTarget {
  const target: typeof raft = {
    ...raft,
    step(state, input, localTimeMs) {
      const { self } = state.identity;
      if (input.kind !== 'timerFired' || !nodes.includes(self)) {
        return raft.step(state, input, localTimeMs);
      }
      asked.push(self);
      throw new StandsStill();
    },
  };
  return target;
}

/**
 * Where a search comes first to an election timer of one of the nodes: the number of the request.
 */
function firstRequest(nodes: readonly number[]): number {
  const asked: number[] = [];
  let [latest, first] = [0, 0];
  const counted = endsWhere(standing(nodes, asked), (number) => {
    if (first === 0 && asked.length > 0) first = latest;
    latest = number;
    return first > 0;
  });
  const options = { properties: [propertyNamed('never-throws')], timing: LAB_TIMING };
  try {
    explore(pureOf(counted), BOUNDS, options);
  } catch (error) {
    // A few nodes that stand still alone are not like the others.
    if (!(error instanceof NotSymmetric)) throw error;
  }
  return first === 0 ? latest : first;
}

for (const nodes of [[1, 2, 3], [2], [2, 3], [3]]) {
  const names = nodes.map((node) => `n${node}`).join(', ');
  test(`a search that stood still in a timer of ${names} is brought there, and asks no more`, (t) => {
    const asked: number[] = [];
    const found = standingScheduleOf(standing(nodes, asked), SEARCH, firstRequest(nodes));
    if (found === null) return t.fail('the search does not come there again');
    const decisions = [{ kind: 'fire', node: nodes[0], timer: 'election' }];
    t.like(found.schedule, { nodes: 3, decisions });
    t.deepEqual(asked, [], 'the target was asked what it does not come back from');
  });
}
