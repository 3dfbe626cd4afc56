/** What comes to a cluster from outside, drawn before it is possible. */
import type { WalkedCluster } from './walked-cluster.ts';
import { TIMER_CLASSES, type WalkedNode } from './walked-node.ts';

export const INPUT_KINDS = [...TIMER_CLASSES, 'propose', 'crash'] as const;

const HEARTBEAT = TIMER_CLASSES.indexOf('heartbeat');
const QUORUM_CHECK = TIMER_CLASSES.indexOf('quorumCheck');

export interface WalkInput {
  readonly kind: (typeof INPUT_KINDS)[number];
  /** The node that it is for, if any node can have it. */
  readonly node: number;
  /** A number that chooses among those which are possible: leaders have heartbeats. */
  readonly which: number;
  priority: number;
}

/** Whether it can happen now. */
export function isEnabled(
  { kind, node }: WalkInput,
  { nodes, armed, leaders }: WalkedCluster,
): boolean {
  switch (kind) {
    case 'timer':
      return timersOf(nodes[node - 1]) > 0;
    case 'heartbeat':
      return (armed[HEARTBEAT] ?? 0) > 0;
    case 'quorumCheck':
      return (armed[QUORUM_CHECK] ?? 0) > 0;
    case 'propose':
      return leaders > 0;
    case 'crash':
      return true;
  }
}

/** Which one of its kind it is, counted through all nodes; it is enabled. */
export function itemOf(
  { kind, node, which }: WalkInput,
  { nodes, armed, leaders }: WalkedCluster,
): number {
  switch (kind) {
    case 'timer': {
      const before = nodes.slice(0, node - 1).reduce((sum, one) => sum + timersOf(one), 0);
      return before + (which % timersOf(nodes[node - 1]));
    }
    case 'heartbeat':
      return which % (armed[HEARTBEAT] ?? 1);
    case 'quorumCheck':
      return which % (armed[QUORUM_CHECK] ?? 1);
    case 'propose':
      return which % leaders;
    case 'crash':
      return node - 1;
  }
}

function timersOf(node: WalkedNode | undefined): number {
  return node?.armed[0]?.length ?? 0;
}
