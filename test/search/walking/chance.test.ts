import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { chanceAlong, wilson } from '../../../search/walking/chance.ts';
import { Walker } from '../../../search/walking/walker.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { deliver, fire } from '../../../simulator/decide.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';
import { SENT_BEFORE_WRITTEN, VOTE_CLEARED } from '../../reports/decided-stories.ts';
import { holds } from '../../property-run.ts';
import { BROKEN, hasInOrder, targetOf } from '../shrinking/problem.ts';

const FEW = { seed: 7, runs: 60, decisions: 30 };
const SCHEDULE = { nodes: 3, timing: LAB_TIMING, decisions: VOTE_CLEARED.decisions };

test('a violation is certain after the last decision, and less likely before the first', (t) => {
  const { target, property, decisions } = VOTE_CLEARED;
  const points = chanceAlong(target, SCHEDULE, property, FEW) ?? [];
  t.deepEqual(
    points.map(({ after }) => after),
    [...decisions.keys(), decisions.length],
  );
  t.is(points.at(-1)?.broken, FEW.runs);
  t.true((points[0]?.broken ?? FEW.runs) < FEW.runs / 2);
  t.deepEqual(chanceAlong(target, SCHEDULE, property, FEW), points, 'same seed, same chance');
});

test('Raft breaks nothing, however one of its runs goes on', (t) => {
  const decisions = VOTE_CLEARED.decisions.slice(0, 4);
  const points = chanceAlong(raft, { ...SCHEDULE, decisions }, 'one-vote-per-term', FEW) ?? [];
  t.deepEqual(
    points.map(({ broken }) => broken),
    [0, 0, 0, 0, 0],
  );
});

test('a run in order goes on in order, if its target needs that', (t) => {
  const given = targetOf({
    timers: ['both'],
    breaks: (past, { self }) => self === 2 && hasInOrder(past, ['b', 'a']),
    effects: (word, { self }) =>
      self === 1 && word === 'both'
        ? ['a', 'b'].map((message) => ({ kind: 'send', to: 2, message }))
        : [],
    // There is no second sending, whose a could come after the first b; so nobody crashes either.
    isLost: (past) => past.includes('both'),
  });
  const bears = { ...given, capabilities: {} };
  const needsOrder = { ...given, capabilities: { reordering: false } };
  const overtaking = [fire(1, 'both'), deliver(1, 2, 'b'), deliver(1, 2, 'a')];
  const brokenAlong = (target: PureTarget, length: number): readonly number[] => {
    const schedule = { nodes: 2, timing: LAB_TIMING, decisions: overtaking.slice(0, length) };
    const options = { ...FEW, decisions: 10 };
    return (chanceAlong(target, schedule, BROKEN, options) ?? []).map(({ broken }) => broken);
  };
  t.deepEqual(brokenAlong(needsOrder, 2), [0, 0, 0], 'a has been sent before b');
  t.true((brokenAlong(bears, 2).at(-1) ?? 0) > 0);
  t.is(brokenAlong(needsOrder, 3).at(-1), FEW.runs, 'this run is not in order to begin with');
});

test('a run with a crash within a step has no chance', (t) => {
  const { target, property, nodes, decisions } = SENT_BEFORE_WRITTEN;
  t.is(chanceAlong(target, { nodes, timing: LAB_TIMING, decisions }, property, FEW), null);
});

test('the interval is that of Wilson', (t) => {
  const rounded = (hits: number, runs: number): readonly string[] => {
    const { low, high } = wilson(hits, runs);
    return [low.toFixed(4), high.toFixed(4)];
  };
  t.deepEqual(rounded(5, 10), ['0.2366', '0.7634']);
  t.deepEqual(rounded(0, 10), ['0.0000', '0.2775']);
  t.deepEqual(rounded(10, 10), ['0.7225', '1.0000']);
});

test('a walk that begins with the decisions of another comes to the same', (t) => {
  const options = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING, faults: ['crash'] as const };
  const walker = new Walker(VOTE_CLEARED.target, 3, options);
  const picks = fc.array(fc.nat(0xffff_ffff), { maxLength: 60 });
  holds(
    t,
    fc.property(picks, (drawn) => {
      const { broken, decisions } = walker.walk(drawn);
      const again = walker.walkFrom(walker.decisions(drawn), []);
      return again.broken === broken && again.decisions === decisions;
    }),
  );
});
