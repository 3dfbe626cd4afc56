/** A crashed node boots again, from what its disk kept. */
import fc from 'fast-check';
import type { Rejoin } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

export const rejoin: ActionSpec<Rejoin> = {
  kind: 'rejoin',
  title: 'boots a crashed node again',
  letter: 'R',
  breaks: 'persistence',
  remedy: null,
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('rejoin'), node: anyNode() }, PLAIN),
  applies: (model, { node }) => !model.isUp(node) && !model.gone.has(model.member(node)),
  perform: (world, model, { node }) => world.restart(model.member(node)),
  describe: ({ node }, nodes) => `${memberName(node, nodes)} rejoins`,
  simpler: () => [],
};
