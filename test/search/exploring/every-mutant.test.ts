// What a search leaves out makes no difference to what it finds, whatever is wrong with its target.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import {
  SEARCH_FAULTS,
  type SearchOptions,
  type SearchResult,
} from '../../../search/exploring/bounds.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { raft } from '../../../targets/raft.ts';

/** Properties of which all that they remember counts, but the numbers of steps. */
const WORDY = SAFETY_PROPERTIES.map(({ safetyState: _, forWitness: __, ...rest }) => rest);

function search(target: PureTarget, options: Partial<SearchOptions> = {}): SearchResult {
  const faults = target.capabilities.persistence ? SEARCH_FAULTS : (['duplicate'] as const);
  const bounds = { nodes: 3, maxDecisions: 5, maxTerm: null, faults, maxStates: 500_000 };
  const judged = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING };
  return explore(target, bounds, { ...judged, ...options });
}

test('what only helps to tell a witness makes no difference to what is found', (t) => {
  for (const { id, target } of MUTANTS) {
    const [brief, full] = [search(target), search(target, { properties: WORDY })];
    t.is(brief.kind, full.kind, `${id}: the essence of some property leaves out too much`);
    if (brief.kind === 'violated' && full.kind === 'violated') {
      t.is(brief.run.length, full.run.length, id);
    }
    t.true(brief.states <= full.states);
  }
});

test('a search for the verdict alone finds the same, and does not keep where it ends', (t) => {
  for (const { id, target } of [...MUTANTS, { id: 'raft', target: raft as PureTarget }]) {
    const [whole, verdict] = [search(target), search(target, { isVerdictOnly: true })];
    t.is(verdict.kind, whole.kind, `${id}: the last layer must be judged, kept or not`);
    if (whole.kind === 'violated' && verdict.kind === 'violated') {
      t.deepEqual(verdict.run, whole.run, id);
    } else {
      t.deepEqual(verdict.statesByDepth.slice(0, -1), whole.statesByDepth.slice(0, -1), id);
      t.is(verdict.decisions, whole.decisions, id);
      t.is(verdict.statesByDepth.at(-1), 0, id);
    }
  }
});

test('taking nodes for alike makes no difference to what is found', (t) => {
  for (const { id, target } of [...MUTANTS, { id: 'raft', target: raft as PureTarget }]) {
    if (target.capabilities.symmetric !== true) continue;
    const [alike, apart] = [search(target), search(target, { tellsNodesApart: true })];
    t.is(alike.kind, apart.kind, `${id}: a verdict must not depend on the names of nodes`);
    if (alike.kind === 'violated' && apart.kind === 'violated') {
      t.is(alike.run.length, apart.run.length, id);
    }
    for (const [depth, states] of alike.statesByDepth.entries()) {
      const most = apart.statesByDepth[depth] ?? 0;
      t.true(states <= most && most <= 6 * states, `${id}: 3 nodes have 6 orders, at ${depth}`);
    }
  }
});
