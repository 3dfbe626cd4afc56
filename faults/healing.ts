/** The end of every run: all faults are undone, and then the cluster owes a leader and progress. */
import type { World } from '../simulator/world.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import type { Action } from './action.ts';
import { isBearable } from './drift-clock.ts';
import { membersOf } from './member.ts';
import type { Model } from './model.ts';
import { performAction } from './perform.ts';

/**
 * How long liveness is waited for at most, in longest election timeouts. A safety net: what is owed
 * is paid or overdue long before, even where clocks that were set back keep their timers waiting.
 */
export const LIVENESS_TIMEOUTS = 150;

/**
 * Undoes every fault that Raft cannot live with, and says so last. Servers that are lost for good
 * stay down, and clocks that are somewhat fast stay so: a majority is up, and time enough.
 * Messages on their way, writes under way and what clocks show stay as they are; the limits of the
 * actions keep these times short.
 */
export function heal(world: World, model: Model): void {
  for (const node of membersOf(model.nodes)) world.crashWithinStep(node, null);
  for (const [kind, endMs] of model.networkFaultEndsMs) {
    if (endMs > world.nowMs && !model.isOver) world.disturbNetwork(kind, 0, 0);
  }
  model.networkFaultEndsMs.clear();
  for (const remedy of remediesFor(model)) performAction(world, model, remedy);
  if (!model.isOver) world.declareHealed();
}

/** Nodes that resume or rejoin act at once, so they come last, after all other repairs. */
function remediesFor(model: Model): readonly Action[] {
  const remedies: Action[] = [{ kind: 'heal' }];
  const { clockPercents, slowDisksMs, paused, nodes } = model;
  for (const [node, percent] of clockPercents) {
    if (!isBearable(percent)) remedies.push({ kind: 'driftClock', node, percent: 100 });
  }
  for (const node of slowDisksMs.keys()) remedies.push({ kind: 'slowDisk', node, syncMs: 0 });
  for (const node of inOrder(paused)) remedies.push({ kind: 'resume', node });
  for (const node of membersOf(nodes)) {
    if (!model.isUp(node) && !model.gone.has(node)) remedies.push({ kind: 'rejoin', node });
  }
  return remedies;
}

function inOrder(nodes: ReadonlySet<NodeId>): NodeId[] {
  return [...nodes].sort((a, b) => a - b);
}

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
