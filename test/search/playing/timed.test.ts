// A game with clocks: time passes as far as the player lets it. Live code is played in this way.
import test, { type ExecutionContext } from 'ava';
import { inMacrotask } from '../../../adapters/live/macrotask.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { Action } from '../../../faults/action.ts';
import type { Act, Path, Position, TimedGame } from '../../../search/playing/game.ts';
import { findingInTime } from '../../../search/playing/timed/finding-in-time.ts';
import { playInTime } from '../../../search/playing/timed/play-in-time.ts';
import { searchInTime } from '../../../search/playing/timed/search-in-time.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import { registered } from '../../../targets/registry.ts';

function gameOf(t: ExecutionContext, name: string, nodes = 3): TimedGame {
  const entry = registered(name);
  if (entry === undefined) return t.fail(`there is no target ${name}`);
  const { target } = entry;
  return { target, nodes, seed: 7, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
}

const act = (action: Action): Act => ({ kind: 'act', action });
const elapse = (ms: number): Act => act({ kind: 'elapse', ms });

function at(game: TimedGame, path: Path): Promise<Position> {
  return inMacrotask(() => playInTime(game, path));
}

for (const name of ['raft', 'raft-live']) {
  test.serial(`${name}: what is said to happen next happens then`, async (t) => {
    const game = gameOf(t, name);
    let path: Path = [];
    let position = await at(game, path);
    for (let moves = 0; moves < 12; moves += 1) {
      const [next] = position.enabled;
      if (next === undefined) return t.fail('time cannot pass');
      path = [...path, next.decision];
      const after = await at(game, path);
      t.deepEqual(after.trace.slice(position.trace.length), next.lines);
      t.true(next.lines.length > 0, 'the next moment is one at which something happens');
      t.true((after.timeMs ?? 0) > (position.timeMs ?? 0));
      position = after;
    }
    t.true(position.nodes.some(({ view }) => (view?.currentTerm ?? 0) > 0));
  });

  test.serial(`${name}: faults that apply are offered, and others are not`, async (t) => {
    const game = gameOf(t, name);
    const kindsIn = ({ enabled }: Position): readonly string[] =>
      enabled.flatMap(({ decision }) => (decision.kind === 'act' ? [decision.action.kind] : []));
    const first = await at(game, [elapse(1)]);
    t.true(
      ['crash', 'pause', 'isolate', 'jumpClock'].every((kind) => kindsIn(first).includes(kind)),
    );
    t.false(kindsIn(first).includes('rejoin'), 'nobody is down');
    const down = await at(game, [elapse(1), act({ kind: 'crash', node: 1 })]);
    t.true(kindsIn(down).includes('rejoin'));
    t.is(down.nodes[0]?.view, null);
    const again = await at(game, [...down.path, act({ kind: 'crash', node: 1 })]);
    t.is(again.skipped, 1, 'a node that is down cannot crash');
  });
}

test('a path to the end heals everything, and nothing is enabled behind it', async (t) => {
  const game = gameOf(t, 'raft');
  const isolated = act({ kind: 'isolate', node: 1 });
  const end = await at(game, [isolated, elapse(500), { kind: 'finish' }]);
  t.true(end.trace.some(({ event }) => event.kind === 'healed'));
  t.deepEqual(end.enabled, []);
  t.true(end.verdicts.every(({ witness }) => witness === null));
  const elected = end.verdicts.find(({ property }) => property === 'eventual-leader');
  t.true((elected?.exercised ?? 0) > 0);
});

test('a search draws faults until one breaks a property, and its end replays as a finding', async (t) => {
  const game = gameOf(t, 'votes-without-memory');
  const limits = { runs: 500, maxActions: 10, shouldStop: () => false };
  const found = searchInTime(game, [elapse(20)], limits);
  if (found.kind !== 'found') return t.fail(`nothing was found: ${JSON.stringify(found)}`);
  t.deepEqual(found.path[0], elapse(20), 'it goes on from the position');
  const { verdicts } = await at(game, found.path);
  const broken = verdicts.find(({ witness }) => witness !== null)?.property;
  if (broken === undefined) return t.fail('its end breaks nothing');
  const finding = await findingInTime(game, found.path, broken, (text) =>
    Promise.resolve(text.length.toString(16).padStart(64, '0')),
  );
  if (finding === null) return t.fail('the path is no finding');
  t.true(replayFinding(game.target, finding).same);
  t.is(finding.run.kind, 'scenario');
});

test('a search that finds nothing says how many runs it drew', (t) => {
  const game = gameOf(t, 'raft');
  const limits = { runs: 5, maxActions: 3, shouldStop: () => false };
  t.deepEqual(searchInTime(game, [], limits), { kind: 'sampled', runs: 5 });
});
