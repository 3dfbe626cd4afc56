// The run to a state is found again decision by decision: it can be performed, and leads there.
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { termMonotonic } from '../../../properties/term-monotonic.ts';
import { SEARCH_FAULTS, type SearchFault } from '../../../search/exploring/bounds.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { ABSENT } from '../../../search/exploring/pair-table.ts';
import { decisionsOf } from '../../../search/exploring/path.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { holds } from '../../property-run.ts';
import { anyTable, machineOf } from './machine.ts';
import { outcome } from './outcomes.ts';

const NODES = 2;
const SILENCE = { happened: () => undefined, sent: () => undefined };

const anyFaults = fc.subarray([...SEARCH_FAULTS]);

function breaks(target: PureTarget, decisions: readonly Decision[]): boolean {
  const schedule = { nodes: NODES, timing: LAB_TIMING, decisions };
  const options = { properties: [termMonotonic], sought: null };
  return performSchedule(target, schedule, options).violations.length > 0;
}

/** All that may happen after these decisions. */
function branches(
  target: PureTarget,
  done: readonly Decision[],
  faults: readonly SearchFault[],
): readonly Decision[] {
  const cluster = new UntimedCluster(target, { nodes: NODES, timing: LAB_TIMING }, SILENCE);
  for (const decision of done) cluster.perform(decision);
  const steps = cluster.enabled('command');
  const copies = steps.flatMap((step): readonly Decision[] => {
    return step.kind === 'deliver' ? [{ ...step, kind: 'duplicate' }] : [];
  });
  const crashes = [1, 2].map((node): Decision => ({ kind: 'crash', node }));
  const within = steps
    .flatMap((step) => {
      return [1, 2].map((afterEffects): Decision => ({ kind: 'crashWithin', step, afterEffects }));
    })
    .filter((decision) => isOneDecision(target, done, decision));
  return [
    ...steps,
    ...(faults.includes('duplicate') ? copies : []),
    ...(faults.includes('crash') ? crashes : []),
    ...(faults.includes('crashWithin') ? within : []),
  ];
}

/** A crash behind the last write of a step is performed, and counted, as the step and a crash. */
function isOneDecision(target: PureTarget, done: readonly Decision[], decision: Decision): boolean {
  const cluster = new UntimedCluster(target, { nodes: NODES, timing: LAB_TIMING }, SILENCE);
  for (const earlier of done) cluster.perform(earlier);
  cluster.perform(decision);
  return cluster.performed.at(-1)?.kind === decision.kind;
}

/** Whether any run of up to so many decisions breaks it: all are tried. */
function canBreakIn(
  target: PureTarget,
  depth: number,
  faults: readonly SearchFault[],
  done: readonly Decision[] = [],
): boolean {
  if (breaks(target, done)) return true;
  if (depth === 0) return false;
  return branches(target, done, faults).some((decision) => {
    return canBreakIn(target, depth - 1, faults, [...done, decision]);
  });
}

test('the run that a search finds can be performed as it stands, and breaks at its end', (t) => {
  const lengths = new Set<number>();
  const law = fc.property(anyTable, anyFaults, (table, faults) => {
    const target = machineOf(table) as unknown as PureTarget;
    const bounds = { nodes: NODES, maxDecisions: 8, maxTerm: null, faults, maxStates: 2_000 };
    const result = explore(target, bounds, { properties: [termMonotonic], timing: LAB_TIMING });
    if (result.kind !== 'violated') return;
    const { run, statesByDepth } = result;
    lengths.add(run.length);
    const schedule = { nodes: NODES, timing: LAB_TIMING, decisions: run };
    const performed = performSchedule(target, schedule, {
      properties: [termMonotonic],
      sought: null,
    });
    t.deepEqual(performed.skipped, [], JSON.stringify(run));
    t.is(performed.violations.length, 1, JSON.stringify(run));
    t.deepEqual(performed.performed, run);
    t.is(run.length, statesByDepth.length, 'as long as the search was deep');
  });
  holds(t, law, { numRuns: 200, seed: 20140614 });
  t.true(lengths.size >= 4, `only runs of ${[...lengths].join()} decisions were found`);
});

test('no run that is shorter than the one found breaks anything', (t) => {
  const law = fc.property(anyTable, anyFaults, (table, faults) => {
    const target = machineOf(table) as unknown as PureTarget;
    const bounds = { nodes: NODES, maxDecisions: 3, maxTerm: null, faults, maxStates: 10_000 };
    const result = explore(target, bounds, { properties: [termMonotonic], timing: LAB_TIMING });
    if (result.kind === 'violated') {
      const { run } = result;
      if (canBreakIn(target, run.length - 1, faults)) throw new Error(JSON.stringify(run));
    } else {
      if (result.kind !== 'complete') throw new Error(`the search ended as ${result.kind}`);
      if (canBreakIn(target, 2, faults)) throw new Error('nothing was found where there is a run');
    }
  });
  holds(t, law, { numRuns: 100 });
});

test('a message is duplicated exactly if it is needed again later', (t) => {
  const messages = fc.array(fc.oneof(fc.constant(ABSENT), fc.nat(3)), { maxLength: 8 });
  const law = fc.property(messages, fc.boolean(), (taken, keeps) => {
    const way = taken.map((message, index) => {
      const meaning = { kind: 'other', term: 1 } as const;
      const known = { ordinal: 1, copy: false, sentAtMs: 0 };
      const arrival = { kind: 'received', node: 1, from: 2, message, meaning, ...known } as const;
      const caused = message === ABSENT ? outcome(index, []) : outcome(index, [], arrival);
      return { branch: { outcome: caused, cluster: 0, sent: 0, renamings: null }, message };
    });
    const kinds = taken.map((message, index) => {
      if (message === ABSENT) return 'fire';
      return keeps && taken.includes(message, index + 1) ? 'duplicate' : 'deliver';
    });
    t.deepEqual(
      decisionsOf(way, keeps).map(({ kind }) => kind),
      kinds,
    );
  });
  holds(t, law);
});
