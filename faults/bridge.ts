/**
 * A bridge: two halves of the cluster reach each other only through one node, which reaches
 * everyone. Either half may have a majority with it, yet not hear of the other's leader.
 */
import fc from 'fast-check';
import type { NodeId } from '../trace/view.ts';
import type { Bridge } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { linksBetween } from './groups.ts';
import { memberName, memberNames, memberOf, membersOf } from './member.ts';

export const bridge: ActionSpec<Bridge> = {
  kind: 'bridge',
  title: 'leaves one node as the only bridge between two halves',
  letter: 'P',
  breaks: null,
  remedy: 'heal',
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('bridge'), node: anyNode() }, PLAIN),
  applies(model, { node }) {
    return model.uncut(linksBetween(halvesAround(node, model.nodes))).length > 0;
  },
  perform(world, model, { node }) {
    world.cut(model.uncut(linksBetween(halvesAround(node, model.nodes))));
  },
  describe({ node }, nodes) {
    const [one = '', other = ''] = halvesAround(node, nodes).map((half) =>
      memberNames(half, nodes),
    );
    return `cut ${one} from ${other} but for the bridge ${memberName(node, nodes)}`;
  },
  simpler: () => [],
};

/** Everyone else in the order of ids, halved. */
function halvesAround(id: NodeId, nodes: number): readonly (readonly NodeId[])[] {
  const others = membersOf(nodes).filter((node) => node !== memberOf(id, nodes));
  const middle = Math.floor(others.length / 2);
  return [others.slice(0, middle), others.slice(middle)];
}
