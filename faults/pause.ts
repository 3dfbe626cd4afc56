/**
 * A process stands still, as in a long garbage collection: its clock runs on, what arrives waits,
 * and once resumed it acts on what it still believes.
 */
import fc from 'fast-check';
import type { Pause } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

export const pause: ActionSpec<Pause> = {
  kind: 'pause',
  title: 'makes a process stand still; what arrives waits',
  letter: 'Z',
  breaks: null,
  remedy: 'resume',
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('pause'), node: anyNode() }, PLAIN),
  applies: (model, { node }) => model.isUp(node) && !model.isPaused(node),
  perform(world, model, { node }) {
    world.pause(model.member(node));
    model.paused.add(model.member(node));
  },
  describe: ({ node }, nodes) => `pause ${memberName(node, nodes)}`,
  simpler: () => [],
};
