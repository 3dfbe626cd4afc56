/** What may be known of a node from outside: the part of Figure 2 that properties judge. */

/** A node's number, from 1 to the size of the cluster. Shown as `n1`, `n2`, … */
export type NodeId = number;

/** The three roles of section 5.1. */
export type Role = 'follower' | 'candidate' | 'leader';

/** One log entry. Its index is its place in the log, counted from 1. */
export interface LogEntry {
  readonly term: number;
  readonly command: string;
}

/**
 * A node as others may see it, after a step has taken effect. Immutable: an unchanged reference
 * means that nothing has changed.
 */
export interface NodeView {
  readonly role: Role;
  readonly currentTerm: number;
  readonly votedFor: NodeId | null;
  /** Entry i of the paper stands at `log[i - 1]`. */
  readonly log: readonly LogEntry[];
  /** Index of the highest entry known to be committed; 0 when there is none. */
  readonly commitIndex: number;
  /** Leaders only: per peer, the highest entry known to be replicated; n1's stands first. */
  readonly matchIndex: readonly number[] | null;
}

/** What a node would remember after a crash at this moment. */
export interface DurableView {
  readonly currentTerm: number;
  readonly votedFor: NodeId | null;
  readonly log: readonly LogEntry[];
}

/** How people write a node: `n1`. */
export function nodeName(node: NodeId): string {
  return `n${node}`;
}

/** More than half of the cluster. */
export function majorityOf(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}
