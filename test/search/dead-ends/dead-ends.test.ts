// From where a cluster can never go on, and that sound targets are never accused of it.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import type { PropertyId } from '../../../properties/property.ts';
import { DeadEnds } from '../../../search/dead-ends/dead-ends.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import type { SearchFault } from '../../../search/exploring/bounds.ts';
import { supports } from '../../../simulator/capabilities.ts';
import { isEnding, lengthOf } from '../../../simulator/decision.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { CONTROLS } from '../../../targets/mutants/controls.ts';
import { raft } from '../../../targets/raft.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';
import { DEAD_END_GOALS, type DeadEndGoal } from '../../../trace/dead-end.ts';

const SILENCE = { happened: () => undefined, sent: () => undefined };

/** The same target, which does not tell where its terms are. */
function withoutRenumbering({ renumberTerms: _renumberTerms, ...opaque }: PureTarget): PureTarget {
  return opaque;
}

interface Place {
  readonly nodes?: number;
  readonly maxDecisions: number;
  readonly faults?: readonly SearchFault[];
}

function searchFor(goals: readonly PropertyId[], target: PureTarget, place: Place) {
  const bounds = { nodes: 3, maxTerm: 2, faults: [], maxStates: 200_000, ...place };
  return explore(target, bounds, { properties: goals.map(propertyNamed), timing: LAB_TIMING });
}

/** Known to be stuck there: they are judged by other properties, and rightly survive these. */
const STUCK_CONTROLS = ['assumed-matches-commit-nothing'];

const SOUND: readonly (readonly [string, PureTarget])[] = [
  ['raft', raft],
  ['tutorial', tutorial],
  ...CONTROLS.filter(({ id }) => !STUCK_CONTROLS.includes(id)).map(
    ({ id, target }) => [id, target] as const,
  ),
];

for (const [id, target] of SOUND) {
  test(`${id} has no dead end within some decisions, and every state is decided`, (t) => {
    const goals = DEAD_END_GOALS.filter(
      (goal) => goal === 'leader-electable' || supports(target.capabilities, 'proposals'),
    );
    const result = searchFor(goals, target, { maxDecisions: 6 });
    t.is(result.kind, 'complete', 'a false alarm: see which check should have refuted it');
    t.deepEqual(
      result.deadEnds?.map(({ goal }) => goal),
      goals,
    );
    for (const { goal, tuples, undecided } of result.deadEnds ?? []) {
      t.true(tuples > 0, `${goal} was judged nowhere`);
      t.is(undecided, 0, `${goal}: states too large to decide; see the limits in way-out.ts`);
    }
  });
}

const STUCK = MUTANTS.flatMap(({ id, target, alsoBreaks }) =>
  alsoBreaks.flatMap(({ property, decisions, nodes }) => {
    const isGoal = DEAD_END_GOALS.some((goal) => goal === property);
    return isGoal ? [{ id, target, goal: property as DeadEndGoal, decisions, nodes }] : [];
  }),
);

for (const { id, target, goal, decisions, nodes } of STUCK) {
  test(`${id} can be brought where ${goal} fails for ever, in as few decisions as it says`, (t) => {
    const found = searchFor([goal], target, { nodes, maxDecisions: decisions });
    if (found.kind !== 'violated') return t.fail(`${found.kind}: no dead end was found`);
    t.is(lengthOf(found.run), decisions, `correct \`alsoBreaks\` of ${id}`);
    const schedule = { nodes, timing: LAB_TIMING, decisions: found.run };
    const replayed = performSchedule(target, schedule, { sought: new Set([goal]) });
    t.deepEqual(
      replayed.violations.map(({ property }) => property),
      [goal],
      'performed again, the run must end in the same dead end',
    );
    t.true((replayed.violations[0]?.witness.because.length ?? 0) > 0, 'say who is stuck, and why');
  });

  test(`${id} is stuck at the same length if its terms cannot be renumbered`, (t) => {
    const opaque = withoutRenumbering(target);
    const found = searchFor([goal], opaque, { nodes, maxDecisions: decisions });
    t.is(found.kind === 'violated' ? lengthOf(found.run) : found.kind, decisions);
  });
}

test('a run that ends with messages under way, or on its way, is not judged', (t) => {
  const mutant = MUTANTS.find(({ id }) => id === 'heartbeat-skips-log-check');
  if (mutant === undefined) return t.fail('choose another mutant that is stuck');
  const goal = 'proposal-committable';
  const found = searchFor([goal], mutant.target, { maxDecisions: 5 });
  if (found.kind !== 'violated') return t.fail(`no dead end was found: ${found.kind}`);
  const judged = (decisions: typeof found.run) => {
    const schedule = { nodes: 3, timing: LAB_TIMING, decisions };
    return performSchedule(mutant.target, schedule, { sought: new Set([goal]) }).violations.length;
  };
  t.is(judged(found.run), 1);
  t.is(judged(found.run.filter(({ kind }) => kind !== 'loseAll')), 0, 'messages may still help');
  t.is(judged(found.run.filter((decision) => !isEnding(decision))), 0);
});

test('once the effort is spent, the rest is counted as not judged, and nothing is claimed of it', (t) => {
  const goals = DEAD_END_GOALS.map(propertyNamed);
  const bounds = { nodes: 3, maxTerm: 2, faults: [], maxStates: 200_000, maxDecisions: 5 };
  const judgedWith = (maxDeadEndEffort: number) => {
    const options = { properties: goals, timing: LAB_TIMING, maxDeadEndEffort };
    const result = explore(raft, bounds, options);
    t.is(result.kind, 'complete', 'what is not judged is no dead end');
    return result.deadEnds ?? [];
  };
  const [few, all] = [judgedWith(300), judgedWith(1_000_000)];
  for (const [index, { tuples, undecided, notJudged }] of few.entries()) {
    t.true(tuples > 0 && notJudged > 0, 'choose another effort: some are judged, and some are not');
    t.is(
      tuples + notJudged,
      all[index]?.tuples ?? 0,
      'each combination is judged or counted as left',
    );
    t.true(undecided <= 1, 'only the judgement under way may stay open when the effort ends');
    t.is(all[index]?.notJudged, 0);
  }
});

test('a dead end is not claimed if its confirmation no longer had the effort', (t) => {
  const mutant = MUTANTS.find(({ id }) => id === 'heartbeat-skips-log-check');
  if (mutant === undefined) return t.fail('choose another mutant that is stuck');
  const bounds = { nodes: 3, maxTerm: 2, faults: [], maxStates: 200_000, maxDecisions: 5 };
  const properties = [propertyNamed('proposal-committable')];
  const result = explore(mutant.target, bounds, {
    ...{ properties, timing: LAB_TIMING },
    maxDeadEndEffort: 1,
  });
  t.is(result.kind, 'complete');
  const left = (result.deadEnds ?? []).map(({ undecided, notJudged }) => undecided + notJudged);
  t.true(
    left.every((count) => count > 0),
    'what was left out is told',
  );
});

test('where no majority is left, nothing is claimed', (t) => {
  const deadEnds = new DeadEnds(raft, LAB_TIMING);
  const cluster = new UntimedCluster(raft, { nodes: 3, timing: LAB_TIMING }, SILENCE);
  for (const goal of DEAD_END_GOALS) {
    t.is(deadEnds.judge(deadEnds.tupleOf(cluster.nodes, [1, 2]), goal), null);
  }
  t.deepEqual(deadEnds.figures, []);
});
