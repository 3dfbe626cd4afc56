/** After all faults are undone, the cluster owes a leader and progress, and has time for it. */
import type { World } from '../simulator/world.ts';
import type { NodeId, NodeView } from '../trace/view.ts';

/**
 * How long liveness is waited for at most, in longest election timeouts. A safety net: what is owed
 * is paid or overdue long before, even where clocks that were set back keep their timers waiting.
 */
export const LIVENESS_TIMEOUTS = 150;

/** What the liveness phase needs to know of target and properties. */
export interface LivenessNeeds {
  readonly electionTimeoutMaxMs: number;
  /** Whether nothing more is owed; asked whenever some time has passed. */
  isSettled(): boolean;
  /** Whether the target takes proposals. */
  readonly proposals: boolean;
}

/**
 * Lets time pass until nothing more is owed, or the bound is reached. The first single leader that
 * is seen in a term is given a command, so that there is something to make progress with.
 */
export function livenessPhase(world: World, needs: LivenessNeeds): void {
  const { heartbeatMs } = world.setup.timing;
  const untilMs = world.nowMs + LIVENESS_TIMEOUTS * needs.electionTimeoutMaxMs;
  const termsSeen = new Set<number>();
  while (world.ending === null && world.nowMs < untilMs && !needs.isSettled()) {
    world.elapse(Math.min(heartbeatMs, untilMs - world.nowMs));
    const leader = needs.proposals ? singleLeader(world) : null;
    if (leader === null || termsSeen.has(leader.view.currentTerm)) continue;
    termsSeen.add(leader.view.currentTerm);
    world.propose(leader.node, `healed-${leader.view.currentTerm}`);
  }
}

/** The only node that takes itself for leader; null if there is none, or more than one. */
function singleLeader(world: World): { readonly node: NodeId; readonly view: NodeView } | null {
  let leader: { readonly node: NodeId; readonly view: NodeView } | null = null;
  for (let node = 1; node <= world.setup.nodes; node += 1) {
    const view = world.viewOf(node);
    if (view?.role !== 'leader') continue;
    if (leader !== null) return null;
    leader = { node, view };
  }
  return leader;
}
