import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { Effort, usualEffort } from '../../../search/dead-ends/effort.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { DEAD_END_GOALS } from '../../../trace/dead-end.ts';
import { raft } from '../../../targets/raft.ts';

test('functions in small clusters are judged wholly, and larger ones up to a limit', (t) => {
  t.is(usualEffort(raft, 3), Infinity);
  t.true(usualEffort(raft, 5) < Infinity);
});

test('a search of code with goroutines ends, and counts what it has not judged', (t) => {
  const concurrent = { ...raft, isConcurrent: true };
  const goals = DEAD_END_GOALS.map(propertyNamed);
  const bounds = {
    nodes: 3,
    maxTerm: 3,
    faults: ['crash'],
    maxStates: 200_000,
    maxDecisions: 8,
  } as const;
  const result = explore(concurrent, bounds, { properties: goals, timing: LAB_TIMING });
  t.is(result.kind, 'complete');
  for (const { goal, tuples, notJudged } of result.deadEnds ?? []) {
    t.true(tuples > 0, `${goal}: nothing was judged`);
    t.true(notJudged > 0, `${goal}: everything was judged: there is no limit any more`);
  }
  t.is(result.deadEnds?.length, goals.length);
});

test('an effort is spent when as much was tried', (t) => {
  const effort = new Effort(10);
  effort.spend(9);
  t.false(effort.isSpent);
  effort.spend(1);
  t.true(effort.isSpent);
});
