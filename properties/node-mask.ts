/** A set of nodes as the bits of one number: for what is asked at every message. */
import type { NodeId } from '../trace/view.ts';

export type NodeMask = number;

export const NO_NODES: NodeMask = 0;

export function withMember(mask: NodeMask, node: NodeId): NodeMask {
  return mask | (1 << node);
}

export function withoutMember(mask: NodeMask, node: NodeId): NodeMask {
  return mask & ~(1 << node);
}

export function isMember(mask: NodeMask, node: NodeId): boolean {
  return (mask & (1 << node)) !== 0;
}

export function sizeOf(mask: NodeMask): number {
  let size = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}

export function membersOf(mask: NodeMask): NodeId[] {
  const members: NodeId[] = [];
  for (let node = 1; mask >> node !== 0; node += 1) if (isMember(mask, node)) members.push(node);
  return members;
}
