import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { readPinned } from '../../campaign/findings/finding-file.ts';
import { pinnedFiles } from '../../campaign/findings/regressions.ts';
import { LAB_TIMING, PAPER_TIMING } from '../../core/timing.ts';
import { kindsFairTo } from '../../faults/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { labelOf, type LabelKind } from '../../search/label.ts';
import { SAFETY_PROPERTIES } from '../../search/running/perform-schedule.ts';
import { performScenario } from '../../search/running/perform-scenario.ts';
import { recordRun } from '../../search/running/record.ts';
import { inMacrotask } from '../../adapters/live/macrotask.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import type { Target } from '../../simulator/target.ts';
import { liferaft, liferaftWithLog } from '../../targets/npm/liferaft.ts';
import { tinyraft, tinyraftWithLease } from '../../targets/npm/tinyraft.ts';
import { raftLive } from '../../targets/raft-live.ts';
import { isInstalled } from './installed.ts';

/** A bug of a package in the version that targets/npm/package.json pins; docs/CASE-STUDIES.md. */
interface Case {
  readonly title: string;
  readonly target: Target;
  readonly property: PropertyId;
  /** What its witness says, whatever the luck. */
  readonly observed: RegExp;
  readonly label: LabelKind;
  readonly maxActions: number;
}

const CASES: readonly Case[] = [
  {
    title: 'tinyraft: two leaders for ever on a healthy network, if neither heeds a newer term',
    target: tinyraft,
    property: 'eventual-leader',
    observed: /: n\d led term \d+ and n\d led term \d+\.$/,
    label: 'bug',
    maxActions: 3,
  },
  {
    title: 'tinyraft: a follower of a leader that it has known before stays in the older term',
    target: tinyraft,
    property: 'eventual-leader',
    observed: /: n\d led term \d+, but n\d was in term \d+\.$/,
    label: 'bug',
    maxActions: 4,
  },
  {
    title: 'tinyraft with a lease: no leader stays while a minority is down',
    target: tinyraftWithLease,
    property: 'stable-leader',
    observed: /stood for election/,
    label: 'bug',
    maxActions: 1,
  },
  {
    title: 'liferaft: a reply that arrives twice counts as two votes',
    target: liferaft,
    property: 'leader-has-quorum',
    observed: /with 2 votes of that term, its own included; it needs 3/,
    label: 'bug',
    maxActions: 2,
  },
  {
    title: 'liferaft keeps no vote: who restarts votes again',
    target: liferaft,
    property: 'one-vote-per-term',
    observed: /voted for both itself and n\d in term 1/,
    label: 'limitation',
    maxActions: 3,
  },
  {
    title: 'liferaft with a log: two leaders in one term without any fault',
    target: liferaftWithLog,
    property: 'election-safety',
    observed: /are both leader of term 1/,
    label: 'bug',
    maxActions: 0,
  },
  {
    title: 'liferaft with a log: two votes in one term without any fault',
    target: liferaftWithLog,
    property: 'one-vote-per-term',
    observed: /voted for both n\d and n\d in term 1/,
    label: 'bug',
    maxActions: 0,
  },
  {
    title: 'liferaft with a log: the term goes back without any fault',
    target: liferaftWithLog,
    property: 'term-monotonic',
    observed: /went back from term 2 to term 1/,
    label: 'bug',
    maxActions: 0,
  },
];

const CORPUS = fileURLToPath(new URL('../../corpus/regressions', import.meta.url));

// test/cli/regressions.test.ts performs what is pinned; here is what must be pinned.
for (const { title, target, property, observed, label, maxActions } of CASES) {
  test(title, async (t) => {
    const pinned = await Promise.all(pinnedFiles(CORPUS).map((file) => readPinned(file)));
    const one = pinned.find(({ finding }) => {
      const isIt = finding.target === target.name && finding.property === property;
      return isIt && observed.test(finding.witness.observed);
    });
    if (one === undefined) return t.fail(`${target.name}: pin it anew, as CONTRIBUTING.md says`);
    const { finding, expect } = one;
    t.is(expect, 'violated');
    const actions = finding.run.kind === 'scenario' ? finding.run.actions.length : Infinity;
    t.true(actions <= maxActions, `${actions} actions: shrinking does less than it did`);
    if (!isInstalled(t, target)) return;
    const sought = new Set([property]);
    const { trace } = await inMacrotask(() => recordRun(target, finding.run, sought));
    t.is(labelOf(finding, target.capabilities, trace).kind, label);
  });
}

test('liferaft without a log is sound as long as nothing is doubled and nobody restarts', async (t) => {
  if (!isInstalled(t, liferaft)) return;
  const sought = new Set(SAFETY_PROPERTIES.map(({ id }) => id));
  const isSafety = (id: PropertyId): boolean => sought.has(id);
  const calm = { nodes: 5, timing: PAPER_TIMING, settings: DEFAULT_NETWORK };
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

test('no package is accused of more than Raft or its own README promises', (t) => {
  for (const target of [tinyraft, liferaft, liferaftWithLog]) {
    t.false(
      target.capabilities.quorumCheck,
      `${target.name}: its leaders never check for a quorum`,
    );
  }
  t.true(tinyraftWithLease.capabilities.quorumCheck, 'its leaders expire');
  if (!isInstalled(t, tinyraft)) return;
  // With one node of three cut off, and nothing else.
  const lonely = { nodes: 3, timing: LAB_TIMING, settings: DEFAULT_NETWORK, seed: 1 };
  const actions = [
    { kind: 'elapse', ms: 2000 },
    { kind: 'isolate', node: 1 },
    { kind: 'elapse', ms: 2000 },
    { kind: 'isolate', node: 2 },
    { kind: 'elapse', ms: 5000 },
  ] as const;
  const accusing = (target: Target): readonly string[] => {
    const { violations } = performScenario(target, { ...lonely, actions }, { sought: new Set() });
    return violations.map(({ property }) => property);
  };
  t.deepEqual(accusing(tinyraft), []);
  const capabilities = { ...tinyraft.capabilities, quorumCheck: true };
  const promising = accusing({ ...tinyraft, capabilities });
  t.true(promising.includes('no-leader-without-quorum'), 'this scenario would accuse nobody');
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
  t.is(result.outcome.kind, 'held', result.findings[0]?.witness.observed);
  t.is(result.progress.runs, 300);
  t.is(result.progress.adversarialRuns, 0, 'without a clock a live target cannot run');
  t.is(result.diverged, 0);
});

test('Each package is asked for in the version that is pinned', (t) => {
  const folder = new URL('../../targets/npm/', import.meta.url);
  const manifest = readFileSync(new URL('package.json', folder), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const sources = ['tinyraft.ts', 'liferaft.ts'].map((name) =>
    readFileSync(new URL(name, folder), 'utf8'),
  );
  for (const [name, version] of Object.entries(dependencies)) {
    const isAsked = sources.some((source) => source.includes(`'${name}', '${version}'`));
    t.true(isAsked, `packageNamed asks for another version of ${name} than ${version}`);
  }
});
