import test from 'ava';
import { parseFinding } from '../../../campaign/findings/finding-schema.ts';
import { planRun } from '../../../cli/run-plan.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { printPage } from '../../../reports/terminal/page.ts';
import { shrunkLines } from '../../../reports/terminal/shrunk-lines.ts';
import { PLAIN_STYLE } from '../../../reports/terminal/style.ts';
import { hunt } from '../../../search/hunting/hunt.ts';
import { findingOfSchedule } from '../../../search/shrinking/make-finding.ts';
import { shrinkAgain } from '../../../search/shrinking/shrink-again.ts';
import { clusterSizes } from '../../../search/shrinking/shrink-limits.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import { crash } from '../../../simulator/decide.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { voteNotPersisted } from '../../../targets/mutants/vote-not-persisted.ts';
import { decidedFinding } from '../../reports/decided.ts';
import { VOTE_NOT_PERSISTED } from '../../reports/decided-stories.ts';
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

test('whoever shrinks a finding again keeps to the sizes that it was asked for', (t) => {
  const { target } = voteNotPersisted;
  const { decisions, original } = VOTE_NOT_PERSISTED;
  const met = { property: 'one-vote-per-term', foundBy: 'adversarial', original } as const;
  const schedule = { nodes: 4, timing: LAB_TIMING, decisions: [crash(4), ...decisions] };
  const again = (asked: readonly number[] | null) => {
    const few = { ...USUAL_SHRINK_LIMITS, maxExecutions: 0, maxStates: 0, nodes: asked };
    const { finding } = findingOfSchedule(target, met, schedule, few);
    const saved = parseFinding(JSON.parse(JSON.stringify(finding)));
    const { shrinking } = shrinkAgain(target, saved, USUAL_SHRINK_LIMITS).finding;
    return { nodes: shrinking.shrunk.nodes, asked: shrinking.nodesAskedFor };
  };
  t.deepEqual(again(null), { nodes: 2, asked: undefined }, 'two nodes are enough');
  t.deepEqual(again([4]), { nodes: 4, asked: [4] });
  t.deepEqual(again([5, 3, 5]), { nodes: 3, asked: [3, 5] }, 'nobody asked for two or four');
});

test('a proof names the sizes that were searched', (t) => {
  const known = decidedFinding({ ...VOTE_NOT_PERSISTED, nodes: 5 });
  const proofFor = (nodesAskedFor?: readonly number[]) => {
    const finding = { ...known, shrinking: { ...known.shrinking, nodesAskedFor } };
    return printPage(shrunkLines(finding), PLAIN_STYLE).replace(/\s+/g, ' ');
  };
  t.regex(proofFor(), /proven shortest in clusters of up to 5 nodes /);
  t.regex(proofFor([3, 5, 7]), /proven shortest in clusters of 3 or 5 nodes /);
  t.regex(proofFor([5]), /proven shortest in clusters of 5 nodes /);
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
