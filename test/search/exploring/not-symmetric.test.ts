// A target that wrongly states that it treats all nodes alike is refuted, by two runs that differ.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { exploreAnyway } from '../../../search/exploring/explore-anyway.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { NotSymmetric } from '../../../search/exploring/not-symmetric.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { raft } from '../../../targets/raft.ts';

const BOUNDS = {
  nodes: 3,
  maxDecisions: 4,
  maxTerm: 2,
  faults: SEARCH_FAULTS,
  maxStates: 100_000,
};
const JUDGED = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING };

type State = Parameters<typeof raft.view>[0];

/** The core, but for what one of its nodes does. */
function core(name: string, step: PureTarget<State>['step']): PureTarget {
  return { ...raft, name, step };
}

/** The third node grants no votes. */
const stubborn = core('stubborn', (state, input, timeMs) => {
  const asked = input.kind === 'received' && raft.classify(input.message).kind === 'requestVote';
  if (asked && state.identity.self === 3) return { state, effects: [] };
  return raft.step(state, input, timeMs);
});

/** The second node sends nothing when it stands for election. */
const silent = core('silent', (state, input, timeMs) => {
  const { state: after, effects } = raft.step(state, input, timeMs);
  const isHeard = state.identity.self !== 2 || input.kind !== 'timerFired';
  return { state: after, effects: effects.filter(({ kind }) => isHeard || kind !== 'send') };
});

/** The first node throws when it gets a vote. */
const brittle = core('brittle', (state, input, timeMs) => {
  const voted = input.kind === 'received' && raft.classify(input.message).kind === 'voteReply';
  if (voted && state.identity.self === 1) throw new Error('no vote, please');
  return raft.step(state, input, timeMs);
});

function refutation(target: PureTarget): NotSymmetric | null {
  try {
    explore(target, BOUNDS, JUDGED);
    return null;
  } catch (error) {
    if (error instanceof NotSymmetric) return error;
    throw error;
  }
}

for (const [target, decisions] of [
  [stubborn, 2],
  [silent, 1],
  [brittle, 3],
] as const) {
  test(`the claim that ${target.name} is symmetric is refuted by two runs`, (t) => {
    const refuted = refutation(target);
    if (refuted === null) {
      t.fail('a search that believes the claim must not end with a verdict');
      return;
    }
    const [one, other] = refuted.runs;
    t.is(one.decisions.length, decisions);
    t.deepEqual(
      one.decisions.map(({ kind }) => kind),
      other.decisions.map(({ kind }) => kind),
      'the same run, but for the names',
    );
    t.not(one.node, other.node);
    t.not(one.outcome, other.outcome);
    for (const run of refuted.runs) {
      const schedule = { nodes: 3, timing: LAB_TIMING, decisions: run.decisions };
      t.deepEqual(performSchedule(target, schedule, { sought: null }).skipped, []);
    }
    t.regex(refuted.message, /State symmetric: false$/);
  });
}

test('who shrinks searches a target that is not symmetric as one that is not', (t) => {
  const apart = { ...stubborn.capabilities, symmetric: false };
  t.deepEqual(
    exploreAnyway(stubborn, BOUNDS, JUDGED),
    explore({ ...stubborn, capabilities: apart }, BOUNDS, JUDGED),
  );
});

test('no mutant of the catalogue claims untruly that it is symmetric', (t) => {
  for (const { id, target } of MUTANTS) {
    if (target.capabilities.symmetric !== true) continue;
    t.is(refutation(target)?.message ?? null, null, `${id}: must state symmetric: false`);
  }
});
