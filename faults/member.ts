/** Who is meant: scenarios name nodes 1 to 9, and clusters may be smaller. */
import { nodeName, type NodeId } from '../trace/view.ts';

/** The member of a cluster of this size that an id stands for: ids are taken modulo its size. */
export function memberOf(id: NodeId, nodes: number): NodeId {
  return ((id - 1) % nodes) + 1;
}

/** How people read an id in a cluster of this size: in a cluster of 3, id 4 is `n1`. */
export function memberName(id: NodeId, nodes: number): string {
  return nodeName(memberOf(id, nodes));
}

/** `n1, n3` */
export function memberNames(ids: readonly NodeId[], nodes: number): string {
  return ids.map((id) => memberName(id, nodes)).join(', ');
}

/** Everyone in a cluster of this size. */
export function membersOf(nodes: number): NodeId[] {
  return Array.from({ length: nodes }, (_, slot) => slot + 1);
}
