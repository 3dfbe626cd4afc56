// A node's clock: a piecewise linear function of world time.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { LocalClock } from '../../simulator/local-clock.ts';
import { holds } from '../property-run.ts';

/** Something that is done to a clock, some time after the last. */
interface Skew {
  readonly afterMs: number;
  readonly kind: 'jump' | 'run';
  readonly byMs: number;
  readonly percent: number;
}

const skews: fc.Arbitrary<Skew[]> = fc.array(
  fc.record({
    afterMs: fc.nat({ max: 3000 }),
    kind: fc.constantFrom('jump', 'run'),
    byMs: fc.integer({ min: -2000, max: 2000 }),
    percent: fc.integer({ min: 50, max: 200 }),
  }),
  { maxLength: 10 },
);

/** Rounding of fractions of a millisecond. */
const SLACK_MS = 1e-6;

interface Skewed {
  readonly clock: LocalClock;
  readonly nowMs: number;
  /** What the clock should show now. */
  readonly shownMs: number;
}

/** A clock, and by hand what it should show: each stretch of time at its rate, and the jumps. */
function skewed(all: readonly Skew[]): Skewed {
  const clock = new LocalClock();
  let nowMs = 0;
  let shownMs = 0;
  let rate = 1;
  for (const { afterMs, kind, byMs, percent } of all) {
    nowMs += afterMs;
    shownMs += afterMs * rate;
    if (kind === 'jump') {
      shownMs += byMs;
      clock.jump(byMs, nowMs);
    } else {
      rate = percent / 100;
      clock.run(rate, nowMs);
    }
    assert.equal(clock.rate, rate);
  }
  return { clock, nowMs, shownMs };
}

test('a clock that nobody touched shows the time of the world', (t) => {
  const property = fc.property(fc.nat(), (worldMs) => {
    assert.equal(new LocalClock().read(worldMs), worldMs);
  });
  holds(t, property);
});

test('a clock shows the sum of its stretches, each at its rate, and of its jumps', (t) => {
  const property = fc.property(skews, fc.nat({ max: 5000 }), (all, laterMs) => {
    const { clock, nowMs, shownMs } = skewed(all);
    const expected = shownMs + laterMs * clock.rate;
    assert.ok(Math.abs(clock.exact(nowMs + laterMs) - expected) < SLACK_MS);
    assert.equal(clock.read(nowMs), Math.floor(clock.exact(nowMs)));
  });
  holds(t, property, { numRuns: 300 });
});

test('a change of rate changes nothing of what the clock shows now', (t) => {
  const property = fc.property(skews, fc.integer({ min: 50, max: 200 }), (all, percent) => {
    const { clock, nowMs } = skewed(all);
    const shownMs = clock.exact(nowMs);
    clock.run(percent / 100, nowMs);
    assert.equal(clock.exact(nowMs), shownMs);
  });
  holds(t, property);
});

test('worldTimeOf is the first millisecond of the world at which the clock shows the time', (t) => {
  const property = fc.property(skews, fc.integer({ min: -500, max: 5000 }), (all, aheadMs) => {
    const { clock, nowMs } = skewed(all);
    const localMs = clock.exact(nowMs) + aheadMs;
    const worldMs = clock.worldTimeOf(localMs, nowMs);
    assert.ok(Number.isInteger(worldMs) && worldMs >= nowMs, 'a time of the world, and not past');
    assert.ok(clock.exact(worldMs) >= localMs - SLACK_MS, 'the clock shows the time by then');
    if (worldMs === nowMs) return;
    assert.ok(clock.exact(worldMs - 1) < localMs + SLACK_MS, 'and not a millisecond earlier');
  });
  holds(t, property, { numRuns: 300 });
});

test('of a time that the clock passes just then, not a moment later is told', (t) => {
  const clock = new LocalClock();
  t.is(clock.worldTimeOf(150, 0), 150);
  clock.run(2, 100);
  t.is(clock.worldTimeOf(150, 100), 125);
  clock.run(0.5, 100);
  t.is(clock.worldTimeOf(150, 100), 200);
  t.is(clock.worldTimeOf(150.5, 100), 201);
  t.is(clock.worldTimeOf(50, 100), 100);
});
