import test from 'ava';
import { LAB_TIMING, PAPER_TIMING } from '../../core/timing.ts';
import { kindsFairTo } from '../../faults/catalogue.ts';
import type { Scenario } from '../../faults/scenario.ts';
import type { PropertyId } from '../../properties/property.ts';
import { hunt } from '../../search/hunt.ts';
import { SAFETY_PROPERTIES } from '../../search/perform-schedule.ts';
import { performScenario } from '../../search/perform.ts';
import { recordScenario } from '../../search/record.ts';
import { inMacrotask } from '../../simulator/live/macrotask.ts';
import { CALM_WATER } from '../../simulator/settings.ts';
import { NotInstalled, type Target } from '../../simulator/target.ts';
import { liferaft, liferaftWithLog } from '../../targets/npm/liferaft.ts';
import { tinyraft } from '../../targets/npm/tinyraft.ts';
import { raftLive } from '../../targets/raft-live.ts';

/** A run that breaks a package in the version that targets/npm/package.json pins. */
interface Case {
  readonly title: string;
  readonly target: Target;
  readonly property: PropertyId;
  readonly observed: string;
  readonly scenario: Scenario;
}

const EVEN = { latencyMinMs: 5, latencyMaxMs: 5, fifo: true, syncMinMs: 0, syncMaxMs: 0 };

const CASES: readonly Case[] = [
  {
    title: 'tinyraft: two leaders for ever on a healthy network, if neither heeds a newer term',
    target: tinyraft,
    property: 'eventual-leader',
    observed: 'n1 led term 2 and n3 led term 3',
    scenario: {
      nodes: 3,
      seed: 4,
      timing: LAB_TIMING,
      settings: EVEN,
      actions: [
        { kind: 'bridge', node: 2 },
        { kind: 'elapse', ms: 1000 },
        { kind: 'failForGood', node: 2 },
      ],
    },
  },
  {
    title: 'liferaft: a reply that arrives twice counts as two votes',
    target: liferaft,
    property: 'leader-has-quorum',
    observed: 'n3 became leader of term 1 with 2 votes of that term, its own included; it needs 3',
    scenario: {
      nodes: 5,
      seed: 1,
      timing: PAPER_TIMING,
      settings: CALM_WATER,
      actions: [
        { kind: 'duplicateMessages', percent: 50, forMs: 500 },
        { kind: 'elapse', ms: 500 },
      ],
    },
  },
  {
    title: 'liferaft with a log: two leaders in one term without any fault',
    target: liferaftWithLog,
    property: 'election-safety',
    observed: 'n2 and n1 are both leader of term 1',
    scenario: {
      nodes: 3,
      seed: 33,
      timing: PAPER_TIMING,
      settings: CALM_WATER,
      actions: [{ kind: 'elapse', ms: 2000 }],
    },
  },
];

for (const { title, target, property, observed, scenario } of CASES) {
  test(title, async (t) => {
    if (!isInstalled(target)) {
      return t.pass('not installed: npm install --prefix targets/npm --ignore-scripts');
    }
    const sought = new Set([property]);
    const record = () => inMacrotask(() => recordScenario(target, scenario, sought));
    const first = await record();
    const broken = first.result.violations.find((violation) => violation.property === property);
    const isSo = broken?.witness.observed.includes(observed);
    t.true(isSo, `${target.name} breaks otherwise: ${broken?.witness.observed ?? 'not at all'}`);
    t.is((await record()).digest, first.digest, 'not the same twice');
  });
}

test('liferaft without a log is sound as long as nothing is doubled and nobody restarts', async (t) => {
  if (!isInstalled(liferaft)) return t.pass('not installed');
  const sought = new Set(SAFETY_PROPERTIES.map(({ id }) => id));
  const isSafety = (id: PropertyId): boolean => sought.has(id);
  const calm = { nodes: 5, timing: PAPER_TIMING, settings: CALM_WATER };
  for (let seed = 1; seed <= 30; seed += 1) {
    const actions = [{ kind: 'elapse', ms: 2000 }] as const;
    const { violations } = await inMacrotask(() =>
      performScenario(liferaft, { ...calm, seed, actions }, { sought }),
    );
    // A leader that hears from nobody does not step down: its heartbeats are not answered.
    const broken = violations.map(({ property }) => property).filter((id) => isSafety(id));
    t.deepEqual(broken, [], `seed ${seed}`);
  }
});

test('the reference core in the same host stays clean under all faults: the host invents none', (t) => {
  // It makes no promises, and so it runs anywhere.
  const result = hunt(raftLive, {
    seed: 1,
    engines: ['timed', 'adversarial'],
    maxRuns: 300,
    nodes: [3, 5],
    sought: null,
    faults: kindsFairTo(raftLive.capabilities),
    searchFaults: [],
    timing: LAB_TIMING,
    maxFindings: 1,
    shouldStop: () => false,
  });
  t.is(result.verdict, 'held', result.findings[0]?.witness.observed ?? result.crash?.error);
  t.is(result.progress.runs, 300);
  t.is(result.progress.adversarialRuns, 0, 'without a clock a live target cannot run');
  t.is(result.diverged, 0);
});

function isInstalled(target: Target): boolean {
  try {
    target.load?.();
    return true;
  } catch (error) {
    if (error instanceof NotInstalled) return false;
    throw error;
  }
}
