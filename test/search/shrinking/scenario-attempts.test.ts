// Attempts on timed runs keep what still breaks and is strictly simpler, and nothing else.
import test from 'ava';
import fc from 'fast-check';
import type { Action } from '../../../faults/action.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import { DoesNotReproduce } from '../../../search/running/does-not-reproduce.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import { Attempts, type Failing } from '../../../search/shrinking/scenario-attempts.ts';
import { DEFAULT_NETWORK, type Settings } from '../../../simulator/settings.ts';
import { holds } from '../../property-run.ts';
import { BROKEN, hasAll, limits, scenarioOf, targetOf } from './problem.ts';

/** Broken by hearing of both. */
const target = targetOf({ breaks: (past) => hasAll(past, ['a', 'b']) });

function say(command: string, node = 1): Action {
  return { kind: 'propose', node, command };
}

function wait(ms: number): Action {
  return { kind: 'elapse', ms };
}

const START = scenarioOf([wait(50), say('a'), say('c'), wait(20), say('b')], 2);

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(say('a'), say('b'), say('b', 2), say('c')),
  fc.integer({ min: 1, max: 90 }).map(wait),
);
const fifoToo: Settings = { ...DEFAULT_NETWORK, fifo: true };
const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    nodes: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(9),
    settings: fc.constantFrom(DEFAULT_NETWORK, fifoToo),
    actions: fc.array(anyAction, { maxLength: 6 }),
  })
  .map(({ nodes, seed, settings, actions }) => ({ ...scenarioOf(actions, nodes, seed), settings }));

function isBroken(scenario: Scenario): boolean {
  const { violations } = performScenario(target, scenario, { sought: new Set([BROKEN]) });
  return violations.some(({ property }) => property === BROKEN);
}

/** Nodes first, then actions, unrest of the network, numbers in the actions, events, seed. */
function order({ scenario, result }: Failing): readonly number[] {
  const { nodes, actions, settings, seed } = scenario;
  const unrest =
    settings.latencyMaxMs - settings.latencyMinMs + settings.syncMaxMs + (settings.fifo ? 0 : 1);
  const waits = actions.map((action) => (action.kind === 'elapse' ? action.ms : 0));
  const waited = waits.reduce((sum, ms) => sum + ms, 0);
  return [nodes, actions.length, unrest, waited, result.events, seed];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((value, place) => value !== other[place]);
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

test('whatever is tried, the best still breaks, and goes down exactly if it was accepted', (t) => {
  let accepted = 0;
  const law = fc.property(fc.array(anyScenario, { maxLength: 6 }), (candidates) => {
    const attempts = new Attempts(target, BROKEN, START, limits());
    for (const candidate of candidates) {
      const before = attempts.best;
      const isAccepted = attempts.try(candidate);
      accepted += Number(isAccepted);
      t.is(attempts.best !== before, isAccepted);
      t.is(compare(order(attempts.best), order(before)) < 0, isAccepted);
      t.true(isBroken(attempts.best.scenario));
      if (!isAccepted && isBroken(candidate)) {
        const shown = performScenario(target, candidate, { sought: new Set([BROKEN]) });
        const scenario = { ...candidate, actions: shown.actionsPerformed };
        const isSimpler = compare(order({ scenario, result: shown }), order(before)) < 0;
        t.false(isSimpler, 'what breaks and is simpler must be accepted');
      }
    }
    t.is(attempts.executions, candidates.length + 1, 'the first run counts as well');
  });
  holds(t, law, { numRuns: 60, seed: 20140614 });
  t.true(accepted > 10, `${accepted} were accepted: the law was hardly put to the test`);
});

test('what came after the violation, or did nothing, is left out at once', (t) => {
  const actions: readonly Action[] = [
    { kind: 'rejoin', node: 1 },
    say('a'),
    say('b'),
    wait(99),
    say('c'),
  ];
  const attempts = new Attempts(target, BROKEN, scenarioOf(actions), limits());
  t.deepEqual(attempts.best.scenario.actions, [say('a'), say('b')]);
});

test('what does not break to begin with is refused', (t) => {
  t.throws(() => new Attempts(target, BROKEN, scenarioOf([say('a')]), limits()), {
    instanceOf: DoesNotReproduce,
  });
});

test('once the budget is used up nothing is accepted, but questions are still answered', (t) => {
  const law = fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(8), (most, tries) => {
    const attempts = new Attempts(target, BROKEN, START, limits({ maxExecutions: most }));
    for (let count = 0; count < tries; count += 1) attempts.try(scenarioOf([say('c')]));
    t.is(attempts.executions, Math.min(most, tries + 1));
    t.is(attempts.isExhausted, tries + 1 >= most);
    t.is(attempts.try(scenarioOf([say('a'), say('b')])), tries + 1 < most);
    t.true(attempts.breaks(START));
    t.false(attempts.breaks(scenarioOf([say('a')])));
  });
  holds(t, law, { numRuns: 40 });
});

test('restating takes other words for the same run, and no harder or unbroken one', (t) => {
  const attempts = new Attempts(
    target,
    BROKEN,
    scenarioOf([say('a', 3), say('b', 3)], 2),
    limits(),
  );
  attempts.restate(scenarioOf([say('a', 1), say('b', 1)], 2));
  t.deepEqual(attempts.best.scenario.actions, [say('a', 1), say('b', 1)]);
  const { best } = attempts;
  attempts.restate(scenarioOf([say('a', 1), say('c', 1), say('b', 1)], 2));
  attempts.restate(scenarioOf([say('a', 1)], 2));
  t.is(attempts.best, best);
});

test('a late violation is not waited for where a simpler run should have had it long before', (t) => {
  const late = targetOf({
    breaks: (past, _identity, timeMs) =>
      (hasAll(past, ['a', 'b']) && past.at(-1) === 'now') ||
      (past.at(-1) === 'now' && (timeMs ?? 0) >= 60_000),
  });
  const start = scenarioOf([say('a'), say('b'), say('now')]);
  const attempts = new Attempts(late, BROKEN, start, limits());
  const later = scenarioOf([wait(60_000), say('now')]);
  t.false(attempts.try(later), 'a minute is far beyond the time of the best so far');
  t.true(attempts.breaks(later), 'a question is answered with all the time there is');
});

test('the clusters to move to are those asked for that the target is meant for, smallest first', (t) => {
  const breaks = (past: readonly string[]): boolean => hasAll(past, ['a', 'b']);
  const meant = targetOf({ breaks, smallestCluster: 2 });
  const start = scenarioOf([say('a'), say('b')], 4);
  t.deepEqual(new Attempts(meant, BROKEN, start, limits()).smallerClusters, [2, 3]);
  t.deepEqual(new Attempts(target, BROKEN, start, limits()).smallerClusters, [1, 2, 3]);
  const asked = new Attempts(meant, BROKEN, start, limits({ nodes: [1, 3, 5] }));
  t.deepEqual(asked.smallerClusters, [3], 'one is below, five is not smaller');
  asked.try(scenarioOf([say('a'), say('b')], 3));
  t.deepEqual(asked.smallerClusters, [], 'the best has moved to the smallest of them');
});
