/** Groups of nodes, and the links between them. */
import type { Link } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import { memberOf, membersOf } from './member.ts';

/**
 * Who stands in which group of a cluster of this size; groups that end up empty are left out. A
 * node in no group joins the first. Where two ids mean the same node, the lower one decides.
 */
export function membersByGroup(
  groups: readonly (readonly NodeId[])[],
  nodes: number,
): readonly (readonly NodeId[])[] {
  const placed = groups.flatMap((ids, group) => ids.map((id) => ({ id, group })));
  placed.sort((a, b) => b.id - a.id);
  const groupOf = new Map(placed.map(({ id, group }) => [memberOf(id, nodes), group]));
  const byGroup: NodeId[][] = Array.from({ length: Math.max(1, groups.length) }, () => []);
  for (const node of membersOf(nodes)) byGroup[groupOf.get(node) ?? 0]?.push(node);
  return byGroup.filter((members) => members.length > 0);
}

/** All links between different groups, in both directions. */
export function linksBetween(groups: readonly (readonly NodeId[])[]): Link[] {
  const links: Link[] = [];
  for (const here of groups) {
    for (const there of groups) {
      if (here === there) continue;
      for (const from of here) for (const to of there) links.push([from, to]);
    }
  }
  return links;
}
