/**
 * A crash within a step: the process dies in its next step that writes, between two of its effects.
 * This is how an answer that was sent before it was durable is found.
 */
import fc from 'fast-check';
import type { CrashWithinStep } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN, wholeNumber } from './field.ts';
import { memberName } from './member.ts';
import { simplerIn } from './simpler.ts';

/** A step seldom has more effects than this; the point is taken modulo their number. */
const MAX_POINT = 7;

export const crashWithinStep: ActionSpec<CrashWithinStep> = {
  kind: 'crashWithinStep',
  title: 'kills a process between two effects of its next step that writes',
  letter: 'X',
  breaks: 'persistence',
  remedy: 'rejoin',
  fields: { node: NODE, point: wholeNumber(0, MAX_POINT) },
  arbitrary: () =>
    fc.record(
      {
        kind: fc.constant('crashWithinStep'),
        node: anyNode(),
        point: fc.nat({ max: MAX_POINT }),
      },
      PLAIN,
    ),
  applies: (model, { node }) => model.isUp(node),
  perform: (world, model, { node, point }) => world.crashWithinStep(model.member(node), point),
  describe({ node, point }, nodes) {
    return `crash ${memberName(node, nodes)} within its next step that writes, at point ${point}`;
  },
  simpler: (action) => simplerIn(action, 'point', 0),
};
