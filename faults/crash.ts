/** A crash: the process dies, and with it all that was only in memory or not yet synced. */
import fc from 'fast-check';
import type { Crash } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

export const crash: ActionSpec<Crash> = {
  kind: 'crash',
  title: 'kills a process; its disk keeps what was synced',
  letter: 'X',
  breaks: 'persistence',
  remedy: 'rejoin',
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('crash'), node: anyNode() }, PLAIN),
  applies: (model, { node }) => model.isUp(node),
  perform(world, model, { node }) {
    world.crash(model.member(node));
    model.paused.delete(model.member(node));
  },
  describe: ({ node }, nodes) => `crash ${memberName(node, nodes)}`,
  simpler: () => [],
};
