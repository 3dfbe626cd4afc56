/** A paused process goes on, first with what has arrived meanwhile. */
import fc from 'fast-check';
import type { Resume } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

export const resume: ActionSpec<Resume> = {
  kind: 'resume',
  title: 'lets a paused process go on',
  letter: 'R',
  breaks: null,
  remedy: null,
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('resume'), node: anyNode() }, PLAIN),
  applies: (model, { node }) => model.isPaused(node),
  perform(world, model, { node }) {
    world.resume(model.member(node));
    model.paused.delete(model.member(node));
  },
  describe: ({ node }, nodes) => `resume ${memberName(node, nodes)}`,
  simpler: () => [],
};
