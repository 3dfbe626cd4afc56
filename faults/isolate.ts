/** An isolated node reaches no node and no node reaches it; it runs on, and may think it leads. */
import fc from 'fast-check';
import type { Link } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import type { Isolate } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { linksBetween } from './groups.ts';
import { memberName, membersOf } from './member.ts';
import type { Model } from './model.ts';

export const isolate: ActionSpec<Isolate> = {
  kind: 'isolate',
  title: 'cuts all links from and to one node',
  letter: 'P',
  breaks: null,
  remedy: 'heal',
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('isolate'), node: anyNode() }, PLAIN),
  applies: (model, { node }) => linksAround(model, node).length > 0,
  perform: (world, model, { node }) => world.cut(linksAround(model, node)),
  describe: ({ node }, nodes) => `cut ${memberName(node, nodes)} from everyone`,
  simpler: () => [],
};

function linksAround(model: Model, id: NodeId): Link[] {
  const node = model.member(id);
  const others = membersOf(model.nodes).filter((other) => other !== node);
  return model.uncut(linksBetween([[node], others]));
}
