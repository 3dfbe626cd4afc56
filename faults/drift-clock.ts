/** A clock that runs fast or slow, and with it all timers of its node, until it runs true again. */
import fc from 'fast-check';
import type { DriftClock } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN, wholeNumber } from './field.ts';
import { memberName } from './member.ts';
import { simplerIn } from './simpler.ts';

const TRUE_PERCENT = 100;
const MIN_PERCENT = 50;
const MAX_PERCENT = 200;

/** A clock that is at most so fast leaves heartbeats the time that they need. */
const BEARABLE_PERCENT = 150;

/**
 * Whether a clock need not be set right for Raft to owe a leader: a server with such a clock waits
 * less than others, and still longer than from one heartbeat to the next.
 */
export function isBearable(percent: number): boolean {
  return percent >= TRUE_PERCENT && percent <= BEARABLE_PERCENT;
}

export const driftClock: ActionSpec<DriftClock> = {
  kind: 'driftClock',
  title: "makes a node's clock run fast or slow",
  letter: 'S',
  breaks: null,
  remedy: null,
  fields: { node: NODE, percent: wholeNumber(MIN_PERCENT, MAX_PERCENT) },
  arbitrary: () =>
    fc.record({ kind: fc.constant('driftClock'), node: anyNode(), percent: anyPercent() }, PLAIN),
  applies(model, { node, percent }) {
    return percent !== (model.clockPercents.get(model.member(node)) ?? TRUE_PERCENT);
  },
  perform(world, model, { node, percent }) {
    const member = model.member(node);
    world.driftClock(member, percent / 100);
    if (percent === TRUE_PERCENT) model.clockPercents.delete(member);
    else model.clockPercents.set(member, percent);
  },
  describe({ node, percent }, nodes) {
    return `${memberName(node, nodes)}'s clock runs at ${percent} %`;
  },
  simpler: (action) => simplerIn(action, 'percent', TRUE_PERCENT),
};

/** Drawn as the distance from true time, so that it shrinks towards true time. */
function anyPercent(): fc.Arbitrary<number> {
  return fc
    .integer({ min: MIN_PERCENT - TRUE_PERCENT, max: MAX_PERCENT - TRUE_PERCENT })
    .map((distance) => TRUE_PERCENT + distance);
}
