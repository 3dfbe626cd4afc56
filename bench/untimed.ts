/** How fast runs without a clock are searched: all of them, and those that fast-check picks. */
import fc from 'fast-check';
import { LAB_TIMING } from '../core/timing.ts';
import { explore } from '../search/exploring/explore.ts';
import { SAFETY_PROPERTIES } from '../search/running/perform-schedule.ts';
import { Picks } from '../search/hunting/picks.ts';
import { SEARCH_FAULTS } from '../search/exploring/bounds.ts';
import { Walker } from '../search/walking/walker.ts';
import { raft } from '../targets/raft.ts';
import { timed } from './timed.ts';

/** Close to a million states: most of the time is no longer spent on what is seen first. */
const BOUNDS = {
  nodes: 3,
  maxDecisions: 11,
  maxTerm: 2,
  faults: SEARCH_FAULTS,
  maxStates: 2_000_000,
};

const WALKS = 20_000;
const WALK_NODES = 3;
const MAX_PICKS = 60;

const JUDGED = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING };

/** States per second of a proof, all safety properties remembering their past. */
export function exhaustiveRate(): number {
  let states = 0;
  const seconds = timed(() => {
    const result = explore(raft, BOUNDS, JUDGED);
    if (result.kind !== 'complete') throw new Error(`the search ended as ${result.kind}`);
    ({ states } = result);
  });
  return states / seconds;
}

/** Decisions per second, drawn by fast-check, with all safety properties judging each. */
export function adversarialRate(seed: number): number {
  let decisions = 0;
  const walker = new Walker(raft, WALK_NODES, { ...JUDGED, faults: SEARCH_FAULTS });
  const survives = fc.property(new Picks(MAX_PICKS), (picks) => {
    const walk = walker.walk(picks);
    decisions += walk.decisions;
    return walk.broken === null;
  });
  const seconds = timed(() => {
    const { failed } = fc.check(survives, { seed, numRuns: WALKS, endOnFailure: true });
    if (failed) throw new Error('the core broke a property');
  });
  return decisions / seconds;
}
