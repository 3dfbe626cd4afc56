/**
 * Peace: a majority of nodes is well and fully connected, the others are out of reach, and nothing
 * has been done to anyone for long enough that all earlier messages have landed. A dead peer is no
 * excuse for an election: no node of the majority has a reason to start one.
 */
import { majorityOf } from '../trace/view.ts';
import { calmFromMs } from './lingering-effects.ts';
import type { Condition } from './condition.ts';
import type { CutLinks } from './connectivity.ts';
import { isMember, NO_NODES, sizeOf, withMember, type NodeMask } from './node-mask.ts';
import type { RunFacts } from './run-facts.ts';
import type { LingeringEffects } from './lingering-effects.ts';

export interface StablePeriod {
  /** The nodes among whom there is a stable period. */
  readonly core: NodeMask;
  /** From then on no node of the core has a reason to start an election. */
  readonly fromMs: number;
  /** The last thing that was done to the cluster; 0 if nothing was. */
  readonly step: number;
}

/** Nothing is on its way and everyone is well: a stable period from the start. */
export function firstPeace({ nodes }: RunFacts): StablePeriod {
  let core = NO_NODES;
  for (let node = 1; node <= nodes; node += 1) core = withMember(core, node);
  return { core, fromMs: 0, step: 0 };
}

/** What tells peace from trouble. */
interface Surroundings {
  readonly lingeringEffects: LingeringEffects;
  readonly cuts: CutLinks;
  readonly down: NodeMask;
}

/**
 * The stable period that begins after the last thing that was done to the cluster, if any; messages
 * in flight get an election timeout.
 */
export function stablePeriodFrom(
  surroundings: Surroundings,
  { step, timeMs }: { readonly step: number; readonly timeMs: number },
  timeoutMs: number,
): StablePeriod | null {
  const core = coreOf(surroundings);
  if (core === NO_NODES) return null;
  return { core, fromMs: calmFromMs(surroundings.lingeringEffects, timeMs) + timeoutMs, step };
}

/** A majority of healthy nodes that all reach each other, and that no other node reaches. */
function coreOf(surroundings: Surroundings): NodeMask {
  const nodes = surroundings.cuts.length;
  for (let node = 1; node <= nodes; node += 1) {
    const core = reachedFrom(node, surroundings);
    if (sizeOf(core) < majorityOf(nodes)) continue;
    return isPeaceful(core, surroundings) ? core : NO_NODES;
  }
  return NO_NODES;
}

/** The node and all that are up and can send to it or hear from it. */
function reachedFrom(node: number, { cuts, down }: Surroundings): NodeMask {
  let reached = NO_NODES;
  if (isMember(down, node)) return reached;
  for (let other = 1; other <= cuts.length; other += 1) {
    const isApart = isCut(cuts, node, other) && isCut(cuts, other, node);
    if (!isMember(down, other) && !isApart) reached = withMember(reached, other);
  }
  return reached;
}

function isPeaceful(core: NodeMask, { cuts, down, lingeringEffects }: Surroundings): boolean {
  for (let node = 1; node <= cuts.length; node += 1) {
    if (!isMember(core, node)) continue;
    const condition = lingeringEffects.conditions[node - 1];
    if (condition === undefined || !isSound(condition)) return false;
    for (let other = 1; other <= cuts.length; other += 1) {
      const isFellow = isMember(core, other);
      if (isFellow && isCut(cuts, node, other)) return false;
      const isOutside = !isFellow && !isMember(down, other);
      const isApart = isCut(cuts, node, other) && isCut(cuts, other, node);
      if (isOutside && !isApart) return false;
    }
  }
  return true;
}

function isSound({ isPaused, rate, syncMs }: Condition): boolean {
  return !isPaused && rate === 1 && syncMs === 0;
}

function isCut(cuts: CutLinks, from: number, to: number): boolean {
  return isMember(cuts[from - 1] ?? NO_NODES, to);
}
