import test from 'ava';
import type { PropertyId } from '../../../properties/property.ts';
import { recordScenario, recordSchedule } from '../../../search/running/record.ts';
import { violationThatEnded } from '../../../search/running/recorded-violation.ts';
import { runFacts } from '../../../search/run-facts.ts';
import { decidedFinding } from '../../reports/decided.ts';
import * as stories from '../../reports/decided-stories.ts';
import { scenarioOf, targetOf } from '../../reports/performed.ts';
import { LIVENESS } from '../../reports/rendered.ts';
import { scenarios } from './scenarios.ts';

const drawn = scenarios(30);

test('a trace without a clock shows what its performance broke', (t) => {
  for (const [name, story] of Object.entries(stories)) {
    const { target, property, nodes } = story;
    const { run } = decidedFinding(story);
    if (run.kind !== 'schedule') return t.fail('decisions make a schedule');
    const { trace, result } = recordSchedule(target, run, new Set([property]));
    const { capabilities } = target;
    const facts = runFacts(target, nodes, run.timing);
    const violation = violationThatEnded(trace, { hasClock: false, facts, capabilities });
    t.deepEqual(violation, result.violations.at(-1), name);
  }
});

test('a trace with a clock shows what its performance broke, also after its last event', (t) => {
  const { run } = LIVENESS.finding;
  if (run.kind !== 'scenario') return t.fail('liveness takes a clock');
  const cases: readonly (readonly [name: string, property: PropertyId, runs: typeof drawn])[] = [
    ['leader-never-gives-up', 'stale-leader-steps-down', [run]],
    ['tutorial', 'eventual-leader', drawn],
    ['tutorial', 'election-safety', drawn],
  ];
  let broken = 0;
  for (const [name, property, runs] of cases) {
    const target = targetOf(name);
    const { capabilities } = target;
    for (const scenario of runs) {
      const { trace, result } = recordScenario(target, scenario, new Set([property]));
      const ended = result.violations.find((violation) => violation.property === property);
      if (ended === undefined) continue;
      broken += 1;
      const facts = runFacts(target, scenario.nodes, scenario.timing);
      t.deepEqual(violationThatEnded(trace, { hasClock: true, facts, capabilities }), ended);
    }
  }
  t.true(broken > 5, `only ${broken} runs broke something: this test proves little`);
});

test('the first part of a trace shows nothing', (t) => {
  const target = targetOf('votes-without-memory');
  const scenario = scenarioOf({
    target: target.name,
    property: 'one-vote-per-term',
    nodes: 2,
    seed: 19,
    actions: [{ kind: 'elapse', ms: 100 }],
  });
  const { trace, result } = recordScenario(target, scenario, new Set(['one-vote-per-term']));
  t.is(result.violations.length, 1);
  const { capabilities } = target;
  const facts = runFacts(target, 2, scenario.timing);
  const part = trace.slice(0, 3);
  t.is(violationThatEnded(part, { hasClock: false, facts, capabilities }), null);
});
