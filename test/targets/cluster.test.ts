// Targets as clusters in the world: without faults, and with one dead peer.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { DEFAULT_NETWORK, DEFAULT_LIMITS } from '../../simulator/settings.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { World } from '../../simulator/world.ts';
import { heartbeatsOneByOne } from '../../targets/mutants/heartbeats-one-by-one.ts';
import { leaderForgetsContact } from '../../targets/mutants/leader-forgets-contact.ts';
import { raft } from '../../targets/raft.ts';
import { tutorial } from '../../targets/tutorial/target.ts';
import { Census } from '../../trace/census.ts';
import type { Link } from '../../trace/event.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

/** What nodes of the target did in some seconds of the default network, links cut as told. */
function run(target: PureTarget, nodes: number, seed: number, ms: number, cut: Link[] = []) {
  const census = new Census();
  const setup = {
    nodes,
    seed,
    timing: LAB_TIMING,
    settings: DEFAULT_NETWORK,
    limits: DEFAULT_LIMITS,
  };
  const world = new World(target, setup, census);
  world.cut(cut);
  world.elapse(ms);
  return { census, ending: world.ending };
}

const FIRST_PEER_DEAD: Link[] = [2, 3].flatMap((peer): Link[] => [
  [1, peer],
  [peer, 1],
]);

for (const target of [raft, tutorial, heartbeatsOneByOne.target] as PureTarget[]) {
  test(`without faults, ${target.name} elects one leader and keeps it`, (t) => {
    for (const nodes of [3, 5]) {
      for (const seed of SEEDS) {
        const { census, ending } = run(target, nodes, seed, 5000);
        t.is(ending, null, `seed ${seed}: the target threw or ran into a limit`);
        t.is(census.leaders, 1, `${nodes} nodes, seed ${seed}: leaders came and went`);
      }
    }
  });
}

test('without faults, a leader that forgets contact is elected over and over', (t) => {
  for (const seed of SEEDS) {
    const { census } = run(leaderForgetsContact.target, 3, seed, 5000);
    t.true(census.leaders >= 4, `seed ${seed}: only ${census.leaders} leaders in 5 s`);
  }
});

for (const target of [tutorial, heartbeatsOneByOne.target] as PureTarget[]) {
  test(`a dead first peer starves the others of ${target.name}`, (t) => {
    for (const seed of SEEDS) {
      const { census } = run(target, 3, seed, 10_000, FIRST_PEER_DEAD);
      t.true(census.leaders >= 3, `seed ${seed}: only ${census.leaders} leaders in 10 s`);
      const sound = run(raft, 3, seed, 10_000, FIRST_PEER_DEAD);
      t.is(sound.census.leaders, 1, `seed ${seed}: raft must not mind one dead peer`);
    }
  });
}
