/** A link cut in one direction: one node hears the other, and is not heard. */
import fc from 'fast-check';
import type { CutLink } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

export const cutLink: ActionSpec<CutLink> = {
  kind: 'cutLink',
  title: 'cuts one link in one direction',
  letter: 'P',
  breaks: null,
  remedy: 'heal',
  fields: { from: NODE, to: NODE },
  arbitrary: () =>
    fc.record({ kind: fc.constant('cutLink'), from: anyNode(), to: anyNode() }, PLAIN),
  applies(model, action) {
    const from = model.member(action.from);
    const to = model.member(action.to);
    return from !== to && model.uncut([[from, to]]).length > 0;
  },
  perform(world, model, { from, to }) {
    world.cut([[model.member(from), model.member(to)]]);
  },
  describe({ from, to }, nodes) {
    return `cut the link from ${memberName(from, nodes)} to ${memberName(to, nodes)}`;
  },
  simpler: () => [],
};
