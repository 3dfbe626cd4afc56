/** Groups of nodes, and the links between them. */
import type { Link } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import { memberOf } from './member.ts';

/**
 * Who stands in which group of a cluster of this size; groups that end up empty are left out. A
 * node in no group joins the first. Where two ids mean the same node, the lower one decides; where
 * one stands twice, the last.
 */
export function membersByGroup(
  groups: readonly (readonly NodeId[])[],
  nodes: number,
): readonly (readonly NodeId[])[] {
  const groupOf = new Array<number>(nodes).fill(0);
  const lowest = new Array<NodeId>(nodes).fill(Infinity);
  for (const [group, ids] of groups.entries()) {
    for (const id of ids) {
      const slot = memberOf(id, nodes) - 1;
      if (id > (lowest[slot] ?? Infinity)) continue;
      lowest[slot] = id;
      groupOf[slot] = group;
    }
  }
  const byGroup: NodeId[][] = Array.from({ length: Math.max(1, groups.length) }, () => []);
  for (const [slot, group] of groupOf.entries()) byGroup[group]?.push(slot + 1);
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
