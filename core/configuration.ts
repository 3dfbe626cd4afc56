/**
 * Who is in the cluster, and how many of them decide: the one place in the core that knows.
 * Membership is fixed at boot, servers 1 to `nodes`.
 */
import type { NodeId } from './numbers.ts';
import type { Identity } from './state.ts';

/** The peers of each server, by cluster size: a leader needs them with every heartbeat. */
const PEERS: (readonly NodeId[])[][] = [];

/** One value for each member, n1's first. */
export type PerMember<Value> = readonly Value[];

export function memberCount({ nodes }: Identity): number {
  return nodes;
}

/** "a majority of the servers in the full cluster" (section 5.2). */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** All other members, in ascending order. */
export function peersOf({ self, nodes }: Identity): readonly NodeId[] {
  const ofSize = (PEERS[nodes] ??= []);
  return (ofSize[self] ??= Array.from({ length: nodes }, (_, slot) => slot + 1).filter(
    (node) => node !== self,
  ));
}

export function isPeer({ self, nodes }: Identity, node: NodeId): boolean {
  return node !== self && node >= 1 && node <= nodes;
}

/** A server without peers is a majority on its own and has no followers. */
export function isAlone({ nodes }: Identity): boolean {
  return nodes === 1;
}

export function forEachMember<Value>({ nodes }: Identity, value: Value): PerMember<Value> {
  return new Array<Value>(nodes).fill(value);
}

export function entryOf<Value>(list: PerMember<Value>, member: NodeId): Value | undefined {
  return list[member - 1];
}

export function withEntry<Value>(
  list: PerMember<Value>,
  member: NodeId,
  value: Value,
): PerMember<Value> {
  return list.with(member - 1, value);
}
