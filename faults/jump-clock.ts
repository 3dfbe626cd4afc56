/**
 * A clock jumps, as when it is stepped to the right time or a virtual machine is moved: timers that
 * it passes over fire at once, and after a jump back all timers are late.
 */
import fc from 'fast-check';
import type { JumpClock } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, MAX_LASTING_MS, NODE, PLAIN, wholeNumber } from './field.ts';
import { memberName } from './member.ts';
import { simplerIn } from './simpler.ts';

export const jumpClock: ActionSpec<JumpClock> = {
  kind: 'jumpClock',
  title: "sets a node's clock forward or back",
  letter: 'S',
  breaks: null,
  remedy: null,
  fields: { node: NODE, byMs: wholeNumber(-MAX_LASTING_MS, MAX_LASTING_MS) },
  arbitrary({ electionTimeoutMaxMs }) {
    const max = Math.min(4 * electionTimeoutMaxMs, MAX_LASTING_MS);
    const byMs = fc.integer({ min: -max, max });
    return fc.record({ kind: fc.constant('jumpClock'), node: anyNode(), byMs }, PLAIN);
  },
  applies: (model, { node, byMs }) => byMs !== 0 && model.isUp(node),
  perform: (world, model, { node, byMs }) => world.jumpClock(model.member(node), byMs),
  describe({ node, byMs }, nodes) {
    return `${memberName(node, nodes)}'s clock jumps ${byMs < 0 ? '' : '+'}${byMs} ms`;
  },
  simpler: (action) => simplerIn(action, 'byMs', 0),
};
