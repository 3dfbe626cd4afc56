import test from 'ava';
import fc from 'fast-check';
import type { Action } from '../../faults/action.ts';
import { ACTIONS } from '../../faults/catalogue.ts';
import { heal } from '../../faults/healing.ts';
import { livenessPhase, LIVENESS_TIMEOUTS } from '../../faults/liveness-phase.ts';
import { commandsArbitrary } from '../../faults/swarm.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { raft } from '../../targets/raft.ts';
import type { NodeView } from '../../trace/view.ts';
import { Stage, TIMING } from './stage.ts';

const EVERYTHING_AT_ONCE: readonly Action[] = [
  { kind: 'loseMessages', percent: 100, forMs: 60_000 },
  { kind: 'duplicateMessages', percent: 100, forMs: 60_000 },
  { kind: 'delayMessages', byMs: 2000, forMs: 60_000 },
  { kind: 'partition', groups: [[1], [2, 3]] },
  { kind: 'driftClock', node: 1, percent: 200 },
  { kind: 'slowDisk', node: 2, syncMs: 2000 },
  { kind: 'crashWithinStep', node: 2, point: 0 },
  { kind: 'pause', node: 1 },
  { kind: 'crash', node: 3 },
];

test('everything heals, and that it has is told last', (t) => {
  const stage = new Stage(3);
  stage.does(...EVERYTHING_AT_ONCE);
  stage.elapse(500);
  heal(stage.world, stage.model);
  t.is(stage.recorder.lines.at(-1)?.event.kind, 'healed');
  t.deepEqual(stage.world.cutLinks(), []);
  t.deepEqual(
    [1, 2, 3].map((node) => stage.world.isUp(node)),
    [true, true, true],
  );
  stage.does({ kind: 'propose', node: 2, command: 'keep a' });
  t.is(stage.world.viewOf(2)?.log.length, 1, 'its disk is fast again, and its crash called off');
  stage.elapse(10);
  const before = [stage.heard(1, 2), stage.heard(2, 1), stage.heard(3, 1)];
  stage.elapse(1000);
  t.deepEqual(
    [stage.heard(1, 2), stage.heard(2, 1), stage.heard(3, 1)],
    before.map((heard) => heard + 10),
  );
});

test('where nothing is wrong, healing only says so', (t) => {
  const stage = new Stage(3);
  stage.does({ kind: 'loseMessages', percent: 50, forMs: 100 }, { kind: 'elapse', ms: 1000 });
  const before = stage.recorder.lines.length;
  heal(stage.world, stage.model);
  t.deepEqual(
    stage.recorder.lines.slice(before).map(({ event }) => event.kind),
    ['healed'],
  );
});

test('who is lost for good stays down, and a majority is always left', (t) => {
  const stage = new Stage(5);
  t.true(stage.does({ kind: 'pause', node: 1 }, { kind: 'failForGood', node: 1 }));
  t.false(stage.does({ kind: 'failForGood', node: 1 }), 'it is gone already');
  t.true(stage.does({ kind: 'crash', node: 2 }, { kind: 'failForGood', node: 2 }));
  t.false(stage.does({ kind: 'failForGood', node: 3 }), 'two of five are no majority');
  t.false(stage.does({ kind: 'rejoin', node: 1 }));
  heal(stage.world, stage.model);
  t.deepEqual(
    [1, 2, 3, 4, 5].map((node) => stage.world.isUp(node)),
    [false, false, true, true, true],
  );
});

test('a clock that is somewhat fast stays so, any other is set right', (t) => {
  const stage = new Stage(5);
  const drifts = [150, 151, 99, 120].map((percent, slot) => {
    return { kind: 'driftClock', node: slot + 1, percent } as const;
  });
  stage.does(...drifts);
  heal(stage.world, stage.model);
  t.deepEqual(
    [...stage.model.clockPercents.entries()],
    [
      [1, 150],
      [4, 120],
    ],
  );
});

test('a world that has ended does not heal', (t) => {
  const stage = new Stage(3);
  stage.does({ kind: 'isolate', node: 1 });
  stage.world.halt();
  heal(stage.world, stage.model);
  t.is(stage.happened('healed').length + stage.happened('linksRestored').length, 0);
});

/** Everyone who is not lost for good. */
function viewsOf({ world, model }: Stage): (NodeView | null)[] {
  const nodes = Array.from({ length: world.setup.nodes }, (_, slot) => slot + 1);
  return nodes.filter((node) => !model.gone.has(node)).map((node) => world.viewOf(node));
}

/** One leader whom everyone follows, and whose log everyone has committed. */
function isAgreed(stage: Stage): boolean {
  const views = viewsOf(stage);
  const leader = views.find((view) => view?.role === 'leader');
  return views.every(
    (view) =>
      view !== null &&
      (view === leader || view.role === 'follower') &&
      view.currentTerm === leader?.currentTerm &&
      view.commitIndex === leader.log.length,
  );
}

test('whatever was done to it, Raft agrees on a leader and commits, soon after healing', (t) => {
  const kinds = ACTIONS.map(({ kind }) => kind);
  const commands = commandsArbitrary({ kinds, maxCommands: 80, timing: TIMING, seed: 11 });
  const nodes = fc.integer({ min: 1, max: 7 });
  const run = fc.property(commands, nodes, fc.nat(), (script, size, seed) => {
    const stage = new Stage(size, raft, seed, DEFAULT_NETWORK);
    fc.modelRun(() => ({ model: stage.model, real: stage.world }), script);
    heal(stage.world, stage.model);
    let calm = 0;
    const isSettled = (): boolean => {
      calm = isAgreed(stage) ? calm + 1 : 0;
      return calm > 10;
    };
    livenessPhase(stage.world, { electionTimeoutMaxMs: 550, proposals: true, isSettled });
    t.is(stage.world.ending, null);
    t.true(calm > 10, `no agreement at ${stage.world.nowMs} ms`);
    const [anyone] = viewsOf(stage);
    t.true(anyone?.log.some(({ command }) => command.startsWith('healed-')));
  });
  fc.assert(run, { numRuns: 150 });
});

test('the liveness phase ends at its bound when nothing is ever settled', (t) => {
  const stage = new Stage(3);
  stage.elapse(77);
  livenessPhase(stage.world, {
    electionTimeoutMaxMs: 550,
    proposals: true,
    isSettled: () => false,
  });
  t.is(stage.world.nowMs, 77 + LIVENESS_TIMEOUTS * 550);
  t.is(stage.happened('proposed').length, 0, 'there was no leader to propose to');
});

test('the liveness phase proposes once per leader, and never to a target that takes none', (t) => {
  for (const proposals of [true, false]) {
    const stage = new Stage(3, raft);
    livenessPhase(stage.world, { electionTimeoutMaxMs: 550, proposals, isSettled: () => false });
    t.is(stage.happened('proposed').length, proposals ? 1 : 0);
  }
});

test('paused nodes are resumed in the order of their ids', (t) => {
  const stage = new Stage(3);
  stage.does({ kind: 'pause', node: 3 }, { kind: 'pause', node: 1 });
  heal(stage.world, stage.model);
  t.deepEqual(
    stage.happened('resumed').map(({ node }) => node),
    [1, 3],
  );
});
