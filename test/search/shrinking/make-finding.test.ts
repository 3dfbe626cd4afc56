// What a finding says of its shrinking: sizes before and after, runs taken, and which run is kept.
import test from 'ava';
import type { Scenario } from '../../../faults/scenario.ts';
import { DoesNotReproduce } from '../../../search/running/does-not-reproduce.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import {
  findingOfScenario,
  findingOfSchedule,
  type Met,
  type ShrinkResult,
} from '../../../search/shrinking/make-finding.ts';
import { shrinkScenario } from '../../../search/shrinking/shrink-scenario.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { failing, SAYS_A_AND_B, TIMED } from './made-up-finding.ts';
import { BROKEN, fired, hasAll, limits, scenarioOf, scheduleOf, targetOf } from './problem.ts';

/** Needs no clock. */
const UNTIMED = targetOf({ timers: ['t'], breaks: (past) => hasAll(past, ['a', 'b']) });

const FEW_RUNS = limits({ maxExecutions: 30 });

function foundTimed(
  target: PureTarget,
  changes: { readonly scenario?: Scenario; readonly executions?: number } = {},
): ShrinkResult {
  const { scenario = SAYS_A_AND_B, executions = 0 } = changes;
  const smallest = failing(target, scenario);
  const longer = { ...scenario, nodes: 3, actions: [...scenario.actions, ...scenario.actions] };
  const original = failing(target, longer);
  return findingOfScenario(target, { property: BROKEN, original, smallest, executions }, FEW_RUNS);
}

test('a finding of a timed run counts the runs of fast-check and its own', (t) => {
  const { executions, ablation } = shrinkScenario(TIMED, BROKEN, SAYS_A_AND_B, FEW_RUNS);
  const { finding } = foundTimed(TIMED, { executions: 100 });
  t.is(finding.shrinking.executions, 100 + executions);
  t.deepEqual(finding.ablation, ablation);
});

test('a finding of a timed run has the size of the run that was met, and of what is left', (t) => {
  const { finding } = foundTimed(TIMED);
  const { original, shrunk, states } = finding.shrinking;
  t.like(original, { nodes: 3, actions: 8, decisions: null });
  t.like(shrunk, { nodes: 1, actions: 2, decisions: null });
  t.true(original.events > 0 && original.simulatedMs !== null);
  t.is(states, 0, 'there is no search with a clock');
  t.like(finding, { target: 'problem', property: BROKEN, foundBy: 'timed' });
  t.is(finding.run.kind, 'scenario');
  t.true(replayFinding(TIMED, finding).same);
});

test('a timed run is called 1-minimal if shrinking came to rest', (t) => {
  t.is(foundTimed(TIMED).finding.shrinking.result, 'budget', '30 runs are not enough');
  const rested = limits({ maxExecutions: 5_000 });
  const smallest = failing(TIMED, SAYS_A_AND_B);
  const met = { property: BROKEN, original: smallest, smallest, executions: 0 } as const;
  t.is(findingOfScenario(TIMED, met, rested).finding.shrinking.result, '1-minimal');
});

test('a safety property that breaks without a clock too is saved as decisions', (t) => {
  const { finding } = foundTimed(UNTIMED);
  const { run, shrinking, foundBy } = finding;
  t.is(run.kind, 'schedule');
  t.is(foundBy, 'timed');
  t.true(replayFinding(UNTIMED, finding).same);
  t.is(shrinking.shrunk.decisions, 2);
  t.is(shrinking.shrunk.actions, null);
  t.is(shrinking.original.actions, 8);
  t.true((shrinking.original.decisions ?? 0) >= 4, 'the decisions that the clock came to');
});

test('timers that did nothing in the timed run may break what they led to without a clock', (t) => {
  const target = targetOf({
    timers: ['idle'],
    breaks: (past, _, timeMs) =>
      hasAll(past, ['a', 'b']) && (timeMs !== null || !past.includes('idle')),
  });
  const waits = scenarioOf([{ kind: 'elapse', ms: 2_000 }, ...SAYS_A_AND_B.actions]);
  const { finding } = foundTimed(target, { scenario: waits });
  t.is(finding.run.kind, 'schedule');
});

/** One timer sends `a` and `b` to n2, which breaks once it has both: without a clock, `b` first. */
const SENDS_BOTH = targetOf({
  timers: ['t'],
  breaks: (past, { self }) => self === 2 && hasAll(past, ['a', 'b']),
  effects: (word, { self }) =>
    self === 1 && word === 't'
      ? ['a', 'b'].map((message) => ({ kind: 'send', to: 2, message }))
      : [],
});
const SENDS_OTHERWISE: PureTarget = {
  ...SENDS_BOTH,
  step(state, input, timeMs) {
    const transition = SENDS_BOTH.step(state, input, timeMs);
    if (timeMs !== null) return transition;
    return { ...transition, effects: transition.effects.toReversed() };
  },
};

test('a target that needs its messages in order keeps the clock if the order is lost', (t) => {
  const waits = scenarioOf([{ kind: 'elapse', ms: 5_000 }], 2);
  const scenario = { ...waits, settings: { ...waits.settings, fifo: true } };
  const kindOf = (target: PureTarget, reordering: boolean): string => {
    const capabilities = { ...target.capabilities, reordering };
    return foundTimed({ ...target, capabilities }, { scenario }).finding.run.kind;
  };
  t.is(kindOf(SENDS_BOTH, false), 'schedule', 'its decisions keep the order of the network');
  t.is(kindOf(SENDS_OTHERWISE, false), 'scenario', 'here the same decisions let b be overtaken');
  t.is(kindOf(SENDS_OTHERWISE, true), 'schedule', 'of a target that bears it, nobody minds');
});

test('liveness needs its clock', (t) => {
  const property = 'eventual-leader';
  const smallest = failing(UNTIMED, scenarioOf([{ kind: 'elapse', ms: 10_000 }]), property);
  t.true(smallest.result.violations.length > 0, 'nobody leads in a made-up target');
  const met = { property, original: smallest, smallest, executions: 0 } as const;
  t.is(findingOfScenario(UNTIMED, met, FEW_RUNS).finding.run.kind, 'scenario');
});

const MET: Met = {
  property: BROKEN,
  foundBy: 'adversarial',
  original: { nodes: 5, actions: null, decisions: 99, events: 200, simulatedMs: null },
};

test('a finding of decisions has the size that was met, and of what is left', (t) => {
  const target = targetOf({ timers: ['a', 'b', 'x'], breaks: (past) => hasAll(past, ['a', 'b']) });
  const start = scheduleOf(fired(['x', 'a', 'x', 'b']));
  const { finding, others } = findingOfSchedule(target, MET, start, limits());
  t.deepEqual(finding.run, { kind: 'schedule', ...scheduleOf(fired(['a', 'b'])) });
  t.like(finding, { property: BROKEN, foundBy: 'adversarial' });
  const { original, shrunk, result, states, executions } = finding.shrinking;
  t.deepEqual(original, MET.original);
  t.like(shrunk, { nodes: 1, actions: null, decisions: 2, simulatedMs: null });
  t.true(shrunk.events > 0 && states > 0 && executions > 0);
  t.is(result, 'proven shortest');
  t.deepEqual(others, []);
});

test('a run that breaks only the first few times is refused as not deterministic', (t) => {
  const limit = { steps: 0 };
  const target = targetOf({ timers: ['a'], breaks: () => (limit.steps -= 1) >= 0 });
  const start = scheduleOf(fired(['a']));
  const whole = { steps: 1_000 };
  limit.steps = whole.steps;
  findingOfSchedule(target, MET, start, limits({ shouldStop: () => true }));
  const needed = whole.steps - limit.steps;
  for (let steps = 0; steps < needed; steps += 1) {
    limit.steps = steps;
    t.throws(
      () => findingOfSchedule(target, MET, start, limits({ shouldStop: () => true })),
      { instanceOf: DoesNotReproduce },
      `${steps} of ${needed} steps break the property`,
    );
  }
});

test('a simpler timed run of another story is shrunk, too, as far as it goes', (t) => {
  const crashes = scenarioOf(
    [
      { kind: 'propose', node: 1, command: 'x' },
      { kind: 'crash', node: 1 },
      { kind: 'rejoin', node: 1 },
      ...SAYS_A_AND_B.actions,
    ],
    2,
  );
  const smallest = failing(TIMED, crashes);
  const met = { property: BROKEN, original: smallest, smallest, executions: 0 } as const;
  const { finding, others } = findingOfScenario(TIMED, met, limits());
  const kindsOf = ({ run }: typeof finding): string[] =>
    run.kind === 'scenario' ? run.actions.map(({ kind }) => kind) : ['a schedule'];
  t.true(kindsOf(finding).includes('crash'), 'the story that was met is kept');
  t.deepEqual(others.map(kindsOf), [['propose', 'propose']], 'the other needs no crash');
  t.deepEqual(
    others.map(({ shrinking }) => shrinking.result),
    ['1-minimal'],
  );
});
