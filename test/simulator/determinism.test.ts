// Same target, same setup, same calls: same trace. Raft itself, under random faults.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { World } from '../../simulator/world.ts';
import { raft } from '../../targets/raft.ts';
import { Census } from '../../trace/census.ts';
import { Digest } from '../../trace/digest.ts';
import { allOf } from '../../trace/observer.ts';
import { holds } from '../property-run.ts';
import { setup } from './story.ts';

/** One call of the world, as drawn. */
interface Call {
  readonly name: keyof typeof CALLS;
  readonly node: number;
  readonly other: number;
  readonly number: number;
}

type Perform = (world: World<never>, call: Call) => void;

const CALLS = {
  cut: (world, { node, other }) => world.cut([[node, other]]),
  restore: (world, { node, other }) => world.restore([[node, other]]),
  crash: (world, { node }) => world.crash(node),
  crashWithinStep: (world, { node, number }) => world.crashWithinStep(node, number),
  restart: (world, { node }) => world.restart(node),
  pause: (world, { node }) => world.pause(node),
  resume: (world, { node }) => world.resume(node),
  jump: (world, { node, number }) => world.jumpClock(node, number - 500),
  drift: (world, { node, number }) => world.driftClock(node, 0.5 + number / 1000),
  slowDisk: (world, { node, number }) => world.slowDisk(node, number),
  lose: (world, { number }) => world.disturbNetwork('loss', number / 10, 500),
  duplicate: (world, { number }) => world.disturbNetwork('duplication', number / 10, 500),
  delay: (world, { number }) => world.disturbNetwork('delay', number, 500),
  propose: (world, { node, number }) => world.propose(node, `x${number}`),
  elapse: (world, { number }) => world.elapse(number),
} satisfies Record<string, Perform>;

const NAMES = Object.keys(CALLS) as Call['name'][];

const call: fc.Arbitrary<Call> = fc.record(
  {
    name: fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom('elapse', 'propose')),
    node: fc.integer({ min: 1, max: 3 }),
    other: fc.integer({ min: 1, max: 3 }),
    number: fc.nat({ max: 1000 }),
  },
  { noNullPrototype: true },
);
const calls = fc.array(call, { maxLength: 40, size: 'max' });
const seed = fc.integer({ min: 0, max: 0xffff_ffff });

function run(seed: number, calls: readonly Call[]) {
  const digest = new Digest();
  const census = new Census();
  const stage = { nodes: 3, seed, latencyMinMs: 1, latencyMaxMs: 10, syncMaxMs: 2 };
  const world = new World(raft, setup(stage), allOf([digest, census]));
  for (const one of calls) CALLS[one.name](world as World<never>, one);
  world.elapse(1000);
  return { digest: digest.value, census, ending: world.ending };
}

test('the same calls under the same seed leave the same trace', (t) => {
  const seen = { events: 0, leaders: 0, faults: 0 };
  const property = fc.property(seed, calls, (seed, calls) => {
    const first = run(seed, calls);
    assert.equal(run(seed, calls).digest, first.digest);
    assert.equal(first.ending, null, 'raft threw, or the world ran into a limit');
    seen.events += first.census.events;
    seen.leaders += first.census.leaders;
    seen.faults += first.census.faults;
  });
  holds(t, property, { numRuns: 200 });
  t.true(seen.leaders > 100 && seen.faults > 400, `too little happened: ${JSON.stringify(seen)}`);
});

test('the same calls under another seed leave another trace', (t) => {
  // Without an election there would be no luck in it.
  const election: Call = { name: 'elapse', node: 1, other: 1, number: 1000 };
  const property = fc.property(seed, calls, (seed, calls) => {
    const script = [election, ...calls];
    assert.notEqual(run(seed, script).digest, run((seed + 1) >>> 0, script).digest);
  });
  holds(t, property, { numRuns: 20 });
});
