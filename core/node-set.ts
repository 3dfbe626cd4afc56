/** A set of servers as the bits of one number: immutable, comparable, and free to copy. */
import type { NodeId } from './numbers.ts';

export type NodeSet = number;

export const NO_NODES: NodeSet = 0;

export function withNode(set: NodeSet, node: NodeId): NodeSet {
  return set | (1 << node);
}

export function sizeOf(set: NodeSet): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}
