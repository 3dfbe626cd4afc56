// A run is a sequence of decisions: drop the clock, and the same decisions lead to the same index.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { decisionsOf } from '../../../search/running/decisions-of.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { raft } from '../../../targets/raft.ts';
import { votesWithoutMemory } from '../../../targets/mutants/votes-without-memory.ts';
import { nodeOf, type TraceEvent } from '../../../trace/event.ts';
import type { Observer } from '../../../trace/observer.ts';
import { Recorder } from '../../../trace/trace.ts';
import type { NodeView } from '../../../trace/view.ts';
import { scenarios } from './scenarios.ts';

/** Remembers the last view of every node. */
class Eye implements Observer {
  readonly views: (NodeView | null)[] = [];

  happened(_timeMs: number, event: TraceEvent, before: unknown, after: NodeView | null): void {
    if (before !== after) this.views[nodeOf(event) - 1] = after;
  }

  sent(): void {
    // Views do not change by sending.
  }
}

test('a timed run, performed again without its clock, leads every node to the same index', (t) => {
  let decisions = 0;
  const kinds = new Set<string>();
  for (const scenario of scenarios(40)) {
    const [recorder, timed, untimed] = [new Recorder(), new Eye(), new Eye()];
    performScenario(raft, scenario, { sought: null, observers: [recorder, timed] });
    const cluster = new UntimedCluster(raft, scenario, untimed);
    for (const decision of decisionsOf(recorder.lines)) {
      decisions += 1;
      kinds.add(decision.kind);
      t.true(cluster.perform(decision), `not enabled: ${JSON.stringify(decision)}`);
    }
    for (const [slot, view] of timed.views.entries()) {
      // Who has failed for good is down to the end; without a clock it is up and does nothing.
      if (view === null) continue;
      t.deepEqual(untimed.views[slot], view, `n${slot + 1} of ${JSON.stringify(scenario)}`);
    }
  }
  t.true(decisions > 10_000, `only ${decisions} decisions were compared`);
  t.deepEqual(
    [...kinds].sort(),
    ['crash', 'crashWithin', 'deliver', 'duplicate', 'fire', 'propose'],
    'all kinds of decisions must occur, or the comparison proves less than it says',
  );
});

/** n1 stands for term 1 and n3 votes for it; n2, which knows of nothing, does the same. */
const DOUBLE_VOTE: readonly Decision[] = [
  { kind: 'fire', node: 1, timer: 'election' },
  { kind: 'fire', node: 2, timer: 'election' },
  request(1, 3),
  request(2, 3),
];

function request(candidateId: number, to: number): Decision {
  const message = { kind: 'requestVote', term: 1, candidateId, lastLogIndex: 0, lastLogTerm: 0 };
  return { kind: 'deliver', from: candidateId, to, message };
}

function performed(decisions: readonly Decision[], target: PureTarget = raft) {
  const schedule: Schedule = { nodes: 3, timing: LAB_TIMING, decisions };
  return performSchedule(target, schedule, { sought: null });
}

test('a schedule breaks a broken target and leaves the sound one whole', (t) => {
  const broken = performed(DOUBLE_VOTE, votesWithoutMemory.target);
  t.deepEqual(
    broken.violations.map(({ property }) => property),
    ['one-vote-per-term'],
  );
  t.deepEqual(performed(DOUBLE_VOTE).violations, []);
});

test('a decision that is not enabled is skipped and reported, and the rest goes on', (t) => {
  const never = request(3, 1);
  const twice = DOUBLE_VOTE[2] ?? never;
  const schedule = [...DOUBLE_VOTE.slice(0, 3), never, twice, ...DOUBLE_VOTE.slice(3)];
  const { skipped, performed: done, violations } = performed(schedule, votesWithoutMemory.target);
  t.deepEqual(
    skipped.map(({ index }) => index),
    [3, 4],
    'n3 never stood for election, and its request was delivered already',
  );
  t.deepEqual(done, DOUBLE_VOTE);
  t.is(violations.length, 1);
});

test('leaving out a decision does not rename the messages of the rest', (t) => {
  const schedule: Decision[] = [
    { kind: 'crash', node: 1 },
    { kind: 'fire', node: 3, timer: 'election' },
    ...DOUBLE_VOTE,
  ];
  for (const index of [0, 1]) {
    const { skipped } = performed(schedule.toSpliced(index, 1), votesWithoutMemory.target);
    t.deepEqual(skipped, [], `all others are enabled without decision ${index}`);
  }
});

test('a message that is written in another order of fields is the same message', (t) => {
  const reordered = DOUBLE_VOTE.map((decision): Decision => {
    if (decision.kind !== 'deliver') return decision;
    const fields = Object.entries(decision.message as object).reverse();
    return { ...decision, message: Object.fromEntries(fields) };
  });
  t.deepEqual(performed(reordered).skipped, []);
});

test('a duplicated message can be delivered again', (t) => {
  const [first, , ask] = DOUBLE_VOTE;
  if (first === undefined || ask?.kind !== 'deliver') return t.fail();
  const copy: Decision = { ...ask, kind: 'duplicate' };
  t.deepEqual(performed([first, copy, ask]).skipped, []);
  t.is(performed([first, copy, ask, ask]).skipped.length, 1, 'there was one copy, not two');
});

test('a crash within a step that writes first is a crash before or after the step', (t) => {
  const [fire] = DOUBLE_VOTE;
  if (fire?.kind !== 'fire') return t.fail();
  const cut = (afterEffects: number): readonly Decision[] =>
    performed([{ kind: 'crashWithin', step: fire, afterEffects }]).performed;
  const crash: Decision = { kind: 'crash', node: 1 };
  t.deepEqual(cut(0), [crash], 'nothing had happened yet');
  t.deepEqual(cut(1), [fire, crash], 'the write was done: only messages are lost');
});

test('a target that throws ends its run, and is blamed by node', (t) => {
  const brittle: PureTarget = {
    ...raft,
    step: () => {
      throw new TypeError('no such peer');
    },
  };
  const { verdict, ending, performed: done } = performed(DOUBLE_VOTE, brittle);
  t.is(verdict, 'crashed');
  t.deepEqual(ending, { kind: 'targetThrew', node: 1, error: 'TypeError: no such peer' });
  t.is(done.length, 1);
});
