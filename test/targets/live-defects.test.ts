// What is judged of functions is judged of live code: the mutants as objects with timers.
import test from 'ava';
import type { PropertyId } from '../../properties/property.ts';
import { kindsFairTo } from '../../faults/catalogue.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { inMacrotask } from '../../adapters/live/macrotask.ts';
import { liveTarget } from '../../targets/raft-live.ts';
import type { RaftState } from '../../core/state.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { huntFor } from '../search/hunting/hunt-for.ts';

/** Timed runs in which a defect must be found. */
const RUNS = 400;

const JUDGED_BY: readonly PropertyId[] = ['leader-speaks', 'learns-higher-term', 'speaks-own-term'];

for (const { id, target, breaks } of MUTANTS) {
  const property = JUDGED_BY.find((judge) => judge === breaks);
  if (property === undefined) continue;
  test(`${id} as live code is caught by ${property} within ${RUNS} runs`, async (t) => {
    const live = liveTarget(`live-${id}`, target as PureTarget<RaftState>);
    const options = {
      ...huntFor(target, property, { engines: ['timed'], maxRuns: RUNS, seed: 1 }),
      faults: kindsFairTo(live.capabilities),
      shrinkLimits: () => ({ maxExecutions: 1, maxStates: 1, shouldStop: () => true }),
    };
    const { firstFind, brokenRuns } = await inMacrotask(() => hunt(live, options));
    t.not(firstFind, null, `not in ${RUNS} runs; they broke ${JSON.stringify(brokenRuns)}`);
  });
}
