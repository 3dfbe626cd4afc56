// What is no longer possible in a run that lacks one of its parts.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { Action } from '../../../faults/action.ts';
import { trialsOf } from '../../../search/running/trials.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import { raft } from '../../../targets/raft.ts';
import { VOTE_CLEARED } from '../../reports/decided-stories.ts';

test('without its first decision, what followed from it is no longer possible', (t) => {
  const { target, property, decisions } = VOTE_CLEARED;
  const run = { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions } as const;
  const trials = trialsOf(target, run, property);
  t.deepEqual(trials[0], { part: 0, impossible: [2, 3, 4] });
  t.deepEqual(trials.at(-1), { part: 5, impossible: [] });
});

test('without a crash nobody can rejoin, and without a cut nothing can heal', (t) => {
  const actions: readonly Action[] = [
    { kind: 'crash', node: 1 },
    { kind: 'isolate', node: 2 },
    { kind: 'elapse', ms: 50 },
    { kind: 'rejoin', node: 1 },
    { kind: 'heal' },
  ];
  const setting = { nodes: 3, seed: 1, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
  t.deepEqual(trialsOf(raft, { kind: 'scenario', ...setting, actions }, 'election-safety'), [
    { part: 0, impossible: [3] },
    { part: 1, impossible: [4] },
    { part: 3, impossible: [] },
    { part: 4, impossible: [] },
  ]);
});
