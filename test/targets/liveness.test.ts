// The mutants that break liveness, each in a node state that Raft takes in its stride.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import { Check } from '../../properties/check.ts';
import type { PropertyId } from '../../properties/property.ts';
import { Run } from '../../search/running/run.ts';
import { DEFAULT_NETWORK, DEFAULT_LIMITS, type Settings } from '../../simulator/settings.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { World } from '../../simulator/world.ts';
import { heartbeatsOneByOne } from '../../targets/mutants/heartbeats-one-by-one.ts';
import { higherTermKeepsVote } from '../../targets/mutants/higher-term-keeps-vote.ts';
import { leaderForgetsContact } from '../../targets/mutants/leader-forgets-contact.ts';
import { leaderNeverGivesUp } from '../../targets/mutants/leader-never-gives-up.ts';
import type { Mutant } from '../../targets/mutants/mutant.ts';
import { upToDateInBoth } from '../../targets/mutants/up-to-date-in-both.ts';
import { raft } from '../../targets/raft.ts';
import type { Link } from '../../trace/event.ts';
import type { NodeId } from '../../trace/view.ts';

const NODES = 5;

/** Messages take long, as between continents, but an election timeout has room for many. */
const SLOW_WATER: Settings = { ...DEFAULT_NETWORK, latencyMinMs: 20, latencyMaxMs: 60 };

interface Situation {
  readonly mutant: Mutant;
  readonly title: string;
  readonly settings: Settings;
  /** Cuts off the leader of this moment for some seconds. */
  readonly losesLeader: boolean;
}

const SITUATIONS: readonly Situation[] = [
  {
    mutant: higherTermKeepsVote,
    title: 'when a leader is cut off and comes back',
    settings: DEFAULT_NETWORK,
    losesLeader: true,
  },
  {
    mutant: leaderForgetsContact,
    title: 'without any fault',
    settings: DEFAULT_NETWORK,
    losesLeader: false,
  },
  {
    mutant: leaderNeverGivesUp,
    title: 'when a leader is cut off and comes back',
    settings: DEFAULT_NETWORK,
    losesLeader: true,
  },
  {
    mutant: heartbeatsOneByOne,
    title: 'when the network is slow',
    settings: SLOW_WATER,
    losesLeader: false,
  },
];

/** Whether the property holds for the target in this node state. */
function holds(target: PureTarget, id: PropertyId, nodeState: Situation, seed: number): boolean {
  const { settings, losesLeader } = nodeState;
  const facts = { nodes: NODES, ...LAB_TIMING };
  const check = new Check([propertyNamed(id)], facts);
  const setup = { nodes: NODES, seed, timing: LAB_TIMING, settings, limits: DEFAULT_LIMITS };
  const world = new World(target, setup, check);
  world.elapse(3000);
  if (losesLeader) {
    world.cut(linksOfLeader(world));
    world.elapse(5000);
    world.restore(world.cutLinks());
  }
  world.declareHealed();
  world.elapse(25_000);
  check.passed(world.nowMs);
  return check.violations.length === 0;
}

function linksOfLeader(world: World): Link[] {
  const nodes = Array.from({ length: NODES }, (_, slot) => slot + 1);
  const leader = nodes.find((node) => world.viewOf(node)?.role === 'leader') ?? 1;
  const peers = nodes.filter((node) => node !== leader);
  return peers.flatMap((peer): Link[] => [
    [leader, peer],
    [peer, leader],
  ]);
}

for (const nodeState of SITUATIONS) {
  const { id, breaks, target } = nodeState.mutant;
  test(`${id} breaks ${breaks} ${nodeState.title}`, (t) => {
    const property = breaks as PropertyId;
    const seeds = Array.from({ length: 10 }, (_, seed) => seed);
    const broken = seeds.filter((seed) => !holds(target, property, nodeState, seed));
    t.true(broken.length > 0, `${id} did not break ${breaks} with any seed: is it a mutant still?`);
    for (const seed of seeds) {
      t.true(holds(raft, property, nodeState, seed), `raft breaks ${breaks}, seed ${seed}`);
    }
    t.log(`${broken.length} of ${seeds.length} runs`);
  });
}

/**
 * The old leader keeps three entries of its term for itself, the new one has one of its own, and
 * the third server is lost for good. Null if there was no new leader to propose to.
 */
function findsLeaderOfTwo(target: PureTarget, seed: number): boolean | null {
  const setting = { nodes: 3, seed, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
  const run = new Run(target, setting, { sought: null });
  const leaderBut = (other: NodeId) =>
    [1, 2, 3].find((node) => node !== other && run.world.viewOf(node)?.role === 'leader');
  run.act({ kind: 'elapse', ms: 1000 });
  const old = leaderBut(0) ?? 1;
  run.act({ kind: 'isolate', node: old });
  for (const command of ['a', 'b', 'c']) run.act({ kind: 'propose', node: old, command });
  run.act({ kind: 'elapse', ms: 1500 });
  const next = leaderBut(old);
  if (next === undefined) return null;
  run.act({ kind: 'propose', node: next, command: 'd' });
  run.act({ kind: 'elapse', ms: 50 });
  run.act({ kind: 'failForGood', node: 6 - old - next });
  return !run.finish().violations.some(({ property }) => property === 'eventual-leader');
}

test('up-to-date-in-both: two servers of three refuse each other for ever, and Raft elects', (t) => {
  const seeds = Array.from({ length: 10 }, (_, seed) => seed);
  const fates = seeds.map((seed) => [
    findsLeaderOfTwo(upToDateInBoth.target, seed),
    findsLeaderOfTwo(raft, seed),
  ]);
  const told = JSON.stringify(fates);
  t.true(
    fates.some(([broken]) => broken === false),
    `the mutant elected each time: ${told}`,
  );
  t.true(
    fates.every(([, sound]) => sound !== false),
    `raft did not: ${told}`,
  );
});
