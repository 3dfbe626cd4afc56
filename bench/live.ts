/** How fast packages with timers of their own run in the simulated world. */
import { LAB_TIMING } from '../core/timing.ts';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import { NotInstalled, type Target } from '../simulator/target.ts';
import { World } from '../simulator/world.ts';
import { Digest } from '../trace/digest.ts';
import { fakeTimersRate, type FakePackage } from './fake-timers.ts';
import { timed } from './timed.ts';

const NODES = 5;
const CLUSTERS = 10;
const CLUSTER_MS = 60_000;
const FAR_LIMITS = { maxSteps: 1e9, maxTimeMs: 1e9 };

/** Steps per second of fault-free clusters, each event in the digest; NaN if not installed. */
export function liveRate(target: Target): number {
  try {
    target.load?.();
  } catch (error) {
    if (error instanceof NotInstalled) return NaN;
    throw error;
  }
  let steps = 0;
  const seconds = timed(() => {
    for (let seed = 1; seed <= CLUSTERS; seed += 1) {
      const setup = { nodes: NODES, seed, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
      const world = new World(target, { ...setup, limits: FAR_LIMITS }, new Digest());
      world.elapse(CLUSTER_MS);
      if (world.ending !== null) throw new Error(`${target.name} ended as ${world.ending.kind}`);
      steps += world.steps;
    }
  });
  return steps / seconds;
}

/** What the world makes of a package, and how many times what fake-timers make of it that is. */
export interface LiveRate {
  readonly eventsPerSecond: number;
  readonly ratioToFakeTimers: number;
}

/** Both in one round, since a machine's speed changes. */
export function liveRates(target: Target, fake: FakePackage): LiveRate {
  const eventsPerSecond = liveRate(target);
  const faked = fakeTimersRate(fake, CLUSTERS, NODES, CLUSTER_MS);
  return { eventsPerSecond, ratioToFakeTimers: eventsPerSecond / faked };
}
