/** The end of every run: all faults are undone. */
import type { World } from '../simulator/world.ts';
import type { NodeId } from '../trace/view.ts';
import type { Action } from './action.ts';
import { isBearable } from './drift-clock.ts';
import { membersOf } from './member.ts';
import type { Model } from './model.ts';
import { performAction } from './perform.ts';

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
