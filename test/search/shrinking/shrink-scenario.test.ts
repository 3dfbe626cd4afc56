// Timed runs shrink to the known smallest on made-up targets, each pass on a problem of its own.
import test from 'ava';
import fc from 'fast-check';
import type { Action } from '../../../faults/action.ts';
import { specOf } from '../../../faults/catalogue.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import { shrinkScenario, type Shrunk } from '../../../search/shrinking/shrink-scenario.ts';
import { holds } from '../../property-run.ts';
import {
  BROKEN,
  count,
  hasAll,
  limits,
  scenarioOf,
  targetOf,
  type Past,
  type Problem,
} from './problem.ts';

function say(command: string, node = 1): Action {
  return { kind: 'propose', node, command };
}

function wait(ms: number): Action {
  return { kind: 'elapse', ms };
}

function isBroken(problem: Problem, scenario: Scenario): boolean {
  const { violations } = performScenario(targetOf(problem), scenario, {
    sought: new Set([BROKEN]),
  });
  return violations.some(({ property }) => property === BROKEN);
}

/** Shrinks, and sees to what must hold of every result. */
function shrunk(problem: Problem, start: Scenario, maxExecutions = 10_000): Shrunk {
  const result = shrinkScenario(targetOf(problem), BROKEN, start, limits({ maxExecutions }));
  const { scenario } = result;
  if (!isBroken(problem, scenario)) throw new Error('the result of shrinking breaks nothing');
  if (scenario.nodes > start.nodes || scenario.actions.length > start.actions.length) {
    throw new Error('the result of shrinking is larger than what it came from');
  }
  return result;
}

const LETTERS = ['a', 'b', 'c', 'd', 'e'];

test('what is needed together is left, and nothing else', (t) => {
  const needed = fc.uniqueArray(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 3 });
  const noise = fc.array(fc.constantFrom('x', 'y', ...LETTERS), { maxLength: 6 });
  const law = fc.property(needed, noise, (words, others) => {
    const problem: Problem = { breaks: (past) => hasAll(past, words) };
    const actions = [...others, ...words].flatMap((word) => [say(word), wait(3)]);
    const result = shrunk(problem, scenarioOf(actions));
    const { scenario, ablation, isOneMinimal } = result;
    const left = scenario.actions.map((action) =>
      action.kind === 'propose' ? action.command : '',
    );
    t.deepEqual(left.toSorted(), words.toSorted());
    t.true(isOneMinimal);
    t.deepEqual(
      ablation,
      words.map((_, part) => ({ part, needed: true })),
    );
    t.deepEqual(shrunk(problem, scenario).scenario, scenario, 'twice must be the same as once');
  });
  holds(t, law, { numRuns: 2 });
});

test('what can only be left out together is left out, wherever it stands', (t) => {
  const problem: Problem = {
    breaks: (past) => hasAll(past, ['a', 'b']) && count(past, 'open') === count(past, 'close'),
  };
  const actions = [say('open'), say('a'), say('close'), say('b')];
  const { scenario } = shrunk(problem, scenarioOf(actions));
  t.deepEqual(scenario.actions, [say('a'), say('b')]);
});

test('neighbours that can only be left out all together are left out', (t) => {
  const problem: Problem = {
    breaks: (past) => {
      const counts = new Set(['x', 'y', 'z'].map((word) => count(past, word)));
      return hasAll(past, ['a', 'b', 'c']) && counts.size === 1;
    },
  };
  const actions = ['x', 'y', 'z', 'a', 'b', 'c'].map((word) => say(word));
  t.deepEqual(shrunk(problem, scenarioOf(actions)).scenario.actions, actions.slice(3));
});

test('times that pass one after the other become one', (t) => {
  const problem: Problem = {
    breaks: (past, _identity, timeMs) => past.at(-1) === 'a' && (timeMs ?? 0) >= 100,
  };
  const { scenario } = shrunk(problem, scenarioOf([wait(60), wait(70), say('a')]));
  t.deepEqual(scenario.actions, [wait(100), say('a')]);
});

test('numbers become as small as they can', (t) => {
  const law = fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(500), (neededMs, moreMs) => {
    const problem: Problem = {
      breaks: (past, _identity, timeMs) => past.at(-1) === 'a' && (timeMs ?? 0) >= neededMs,
    };
    const { scenario } = shrunk(problem, scenarioOf([wait(neededMs + moreMs), say('a')]));
    for (const [index, action] of scenario.actions.entries()) {
      for (const simpler of specOf(action).simpler(action)) {
        const actions = scenario.actions.with(index, simpler);
        t.false(isBroken(problem, { ...scenario, actions }), JSON.stringify([scenario, simpler]));
      }
    }
    const [first] = scenario.actions;
    t.true(first?.kind === 'elapse' && first.ms <= Math.max(neededMs * 1.5, neededMs + 9));
  });
  holds(t, law, { numRuns: 10 });
});

test('the smallest cluster that breaks is left, but none below what the target is meant for', (t) => {
  for (const [needed, meantFor] of [
    [1, 1],
    [3, 1],
    [2, 4],
  ] as const) {
    const problem: Problem = {
      breaks: (past, { nodes }) => nodes >= needed && past.includes('a'),
      smallestCluster: meantFor,
    };
    const { scenario } = shrunk(problem, scenarioOf([say('a', 5)], 5));
    t.is(scenario.nodes, Math.max(needed, meantFor));
  }
});

/** Whether the first thing that happened to a node is that its timer fired early: mere luck. */
function isEarly(past: Past, timeMs: number | null): boolean {
  return past.length === 1 && past[0] === 'timer' && (timeMs ?? 0) < 500;
}

/** The same scenario with seeds that do not break it without something. */
function unluckySeeds(problem: Problem, start: Scenario, without: Partial<Scenario>): Scenario[] {
  const all = Array.from({ length: 20 }, (_, seed) => ({ ...start, seed: 100 + seed }));
  const unlucky = all.filter(
    (scenario) => isBroken(problem, scenario) && !isBroken(problem, { ...scenario, ...without }),
  );
  if (unlucky.length < 4) throw new Error('this test needs four seeds that break the start only');
  return unlucky.slice(0, 4);
}

test('another seed is tried in a smaller cluster that this one does not break', (t) => {
  const problem: Problem = {
    timers: ['timer'],
    breaks: (past, { self, nodes }, timeMs) =>
      past.length === 1 && self === 1 && isEarly(past, timeMs) === (nodes === 1),
  };
  const start = scenarioOf([], 3);
  for (const scenario of unluckySeeds(problem, start, { nodes: 1 })) {
    t.is(shrunk(problem, scenario).scenario.nodes, 1);
  }
});

test('nodes are named by the numbers that they have', (t) => {
  const problem: Problem = { breaks: (past, { nodes }) => nodes >= 2 && past.includes('a') };
  const { scenario } = shrunk(problem, scenarioOf([say('a', 7)], 2));
  t.deepEqual(scenario.actions, [say('a', 1)]);
});

test('a luckier seed needs no action where this one needs one', (t) => {
  const problem: Problem = {
    timers: ['timer'],
    breaks: (past, _identity, timeMs) => isEarly(past, timeMs) || past.at(-1) === 'a',
  };
  for (const scenario of unluckySeeds(problem, scenarioOf([say('a')]), { actions: [] })) {
    const { actions, seed } = shrunk(problem, scenario).scenario;
    t.deepEqual(actions, []);
    t.true(seed < 100);
  }
});

test('a luckier seed needs one action less where none at all would be too few', (t) => {
  const problem: Problem = {
    timers: ['timer'],
    breaks: (past, _identity, timeMs) =>
      past.at(-1) === 'a' &&
      (timeMs ?? 0) >= 200 &&
      past.includes('b') &&
      (past.includes('c') || past[0] === 'timer'),
  };
  const start = scenarioOf([wait(200), say('b'), say('c'), say('a')]);
  for (const scenario of unluckySeeds(problem, start, { actions: start.actions.toSpliced(2, 1) })) {
    const { actions } = shrunk(problem, scenario).scenario;
    t.deepEqual(actions, [wait(200), say('b'), say('a')]);
  }
});

test('the first seed and the calmest network are left where neither matters', (t) => {
  const rough = { latencyMinMs: 3, latencyMaxMs: 90, fifo: false, syncMinMs: 0, syncMaxMs: 40 };
  const start = { ...scenarioOf([say('a')], 1, 77), settings: rough };
  const { scenario } = shrunk({ breaks: (past) => past.includes('a') }, start);
  t.is(scenario.seed, 1);
  const { latencyMinMs, latencyMaxMs, fifo, syncMaxMs } = scenario.settings;
  t.is(latencyMinMs, latencyMaxMs);
  t.true(fifo);
  t.is(syncMaxMs, 0);
});

test('a budget of runs ends shrinking, and the result says so', (t) => {
  const words = LETTERS.slice(0, 3);
  const actions = ['x', ...words, 'y', 'x', 'y'].map((word) => say(word));
  const law = fc.property(fc.integer({ min: 1, max: 60 }), (most) => {
    const result = shrunk({ breaks: (past) => hasAll(past, words) }, scenarioOf(actions), most);
    const { scenario, executions, isOneMinimal } = result;
    t.true(executions <= most + scenario.actions.length + 3, `${executions} runs of ${most}`);
    t.false(isOneMinimal, 'nothing that ends early is known to be minimal');
  });
  holds(t, law, { numRuns: 8 });
});

test('what is left is named as not needed if the violation stays without it', (t) => {
  const start = scenarioOf([say('x'), say('a'), say('b')]);
  const { ablation, isOneMinimal } = shrunk(
    { breaks: (past) => hasAll(past, ['a', 'b']) },
    start,
    1,
  );
  t.deepEqual(
    ablation.map(({ needed }) => needed),
    [false, true, true],
  );
  t.false(isOneMinimal);
});
