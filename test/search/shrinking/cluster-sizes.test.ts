import test from 'ava';
import { planRun } from '../../../cli/run-plan.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { hunt } from '../../../search/hunting/hunt.ts';
import { clusterSizes } from '../../../search/shrinking/shrink-limits.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { huntFor } from '../hunting/hunt-for.ts';
import { BROKEN, limits, targetOf, type Problem } from './problem.ts';

function found(
  target: PureTarget,
  drawn: readonly number[],
  asked: readonly number[] | null,
): number {
  const bounds = limits({ maxExecutions: 300, maxStates: 4_000, nodes: asked });
  const options = huntFor(target, BROKEN, { nodes: drawn, shrinkLimits: () => bounds });
  const [finding] = hunt(target, options).findings;
  if (finding === undefined) throw new Error('no run was found in which n2 hears a');
  return finding.shrinking.shrunk.nodes;
}

/** Two nodes are enough. */
const breaks: Problem['breaks'] = (past, { self }) => self === 2 && past.includes('a');

test('a run without a clock is shrunk within the cluster sizes that were asked for', (t) => {
  const target = targetOf({ timers: ['a'], breaks });
  t.is(found(target, [5], null), 2);
  t.is(found(target, [5], [5]), 5);
  t.is(found(target, [5], [3, 5]), 3, 'nobody asked for two or four');
  t.is(found({ ...target, smallestCluster: 4 }, [5], null), 4);
});

test('so is a run with a clock', (t) => {
  const target = targetOf({
    timers: ['a'],
    breaks: (past, identity, timeMs) => timeMs !== null && breaks(past, identity, timeMs),
  });
  t.is(found(target, [3], null), 2);
  t.is(found(target, [3], [3]), 3);
  t.is(found(target, [4], [2, 4]), 2);
  t.is(found(target, [4], [4]), 4);
});

test('the smallest cluster comes first, and the size of the run itself is always one', (t) => {
  const target = targetOf({ breaks });
  const sizes = (nodes: number, asked: readonly number[] | null) =>
    clusterSizes(target, nodes, { ...USUAL_SHRINK_LIMITS, nodes: asked });
  t.deepEqual(sizes(3, null), [1, 2, 3]);
  t.deepEqual(sizes(5, [7, 5, 2]), [2, 5]);
  t.deepEqual(sizes(4, [3]), [3, 4]);
});

test('only sizes that were typed bind the shrinker, not those of a profile', (t) => {
  const plan = (nodes?: string) => {
    const said = {
      profile: 'quick',
      timing: 'lab',
      seed: '1',
      ...(nodes === undefined ? {} : { nodes }),
    };
    return planRun(['raft'], said).targets[0];
  };
  t.deepEqual(plan('3,5')?.request.nodesAskedFor, [3, 5]);
  t.is(plan()?.request.nodesAskedFor, null);
  t.false(plan()?.setting.includes('--nodes'), 'the setting would bind the shrinker next time');
  t.deepEqual(plan()?.request.timing, LAB_TIMING);
});
