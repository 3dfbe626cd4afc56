/**
 * Peace: a majority of nodes is well and fully connected, the others are out of reach, and nothing
 * has been done to anyone for long enough that all earlier messages have landed. A dead peer is no
 * excuse for an election: no node of the majority has a reason to start one.
 */
import type { NodeView } from '../trace/view.ts';
import { majorityOf } from '../trace/view.ts';
import {
  lingeringEffectsOf,
  calmFromMs,
  noLingeringEffects,
  type LingeringEffects,
} from './lingering-effects.ts';
import type { Condition } from './condition.ts';
import { cutsAfter, noCuts, type CutLinks } from './connectivity.ts';
import { isMember, NO_NODES, sizeOf, withMember, type NodeMask } from './node-mask.ts';
import type { Moment, RunFacts } from './property.ts';

export interface StablePeriod {
  /** The nodes among whom there is a stable period. */
  readonly core: NodeMask;
  /** From then on no node of the core has a reason to start an election. */
  readonly fromMs: number;
  /** The last thing that was done to the cluster; 0 if nothing was. */
  readonly step: number;
}

/** What must be known to tell a stable period from a disturbed one. */
export interface Circumstances {
  readonly lingeringEffects: LingeringEffects;
  readonly cuts: CutLinks;
}

/** Nothing was done to anyone yet. */
export function firstCircumstances(facts: RunFacts): Circumstances {
  return { lingeringEffects: noLingeringEffects(facts), cuts: noCuts(facts.nodes) };
}

/** Nothing is on its way and everyone is well: a stable period from the start. */
export function firstPeace({ nodes }: RunFacts): StablePeriod {
  let core = NO_NODES;
  for (let node = 1; node <= nodes; node += 1) core = withMember(core, node);
  return { core, fromMs: 0, step: 0 };
}

/** Something was done to the cluster. */
export function circumstancesAfter(known: Circumstances, moment: Moment): Circumstances {
  const lingeringEffects = lingeringEffectsOf(known.lingeringEffects, moment);
  const cuts = cutsAfter(known.cuts, moment);
  return lingeringEffects === known.lingeringEffects && cuts === known.cuts
    ? known
    : { lingeringEffects, cuts };
}

/** The stable period that begins now, if any; messages in flight get an election timeout. */
export function stablePeriodAfter(
  { lingeringEffects, cuts }: Circumstances,
  moment: Moment,
  timeoutMs: number,
): StablePeriod | null {
  const core = coreOf(cuts, moment.views, lingeringEffects.conditions);
  if (core === NO_NODES) return null;
  return {
    core,
    fromMs: calmFromMs(lingeringEffects, moment.timeMs) + timeoutMs,
    step: moment.step,
  };
}

/** A majority of healthy nodes that all reach each other, and that no other node reaches. */
function coreOf(
  cuts: CutLinks,
  views: readonly (NodeView | null)[],
  conditions: readonly Condition[],
): NodeMask {
  for (let node = 1; node <= views.length; node += 1) {
    const core = reachedFrom(node, cuts, views);
    if (sizeOf(core) < majorityOf(views.length)) continue;
    return isPeaceful(core, cuts, views, conditions) ? core : NO_NODES;
  }
  return NO_NODES;
}

/** The node and all that are up and can send to it or hear from it. */
function reachedFrom(node: number, cuts: CutLinks, views: readonly (NodeView | null)[]): NodeMask {
  let reached = NO_NODES;
  if (views[node - 1] === null) return reached;
  for (let other = 1; other <= views.length; other += 1) {
    const isApart = isCut(cuts, node, other) && isCut(cuts, other, node);
    if (views[other - 1] !== null && !isApart) reached = withMember(reached, other);
  }
  return reached;
}

function isPeaceful(
  core: NodeMask,
  cuts: CutLinks,
  views: readonly (NodeView | null)[],
  conditions: readonly Condition[],
): boolean {
  for (let node = 1; node <= views.length; node += 1) {
    if (!isMember(core, node)) continue;
    const condition = conditions[node - 1];
    if (condition === undefined || !isSound(condition)) return false;
    for (let other = 1; other <= views.length; other += 1) {
      const isFellow = isMember(core, other);
      if (isFellow && isCut(cuts, node, other)) return false;
      const isOutside = !isFellow && views[other - 1] !== null;
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
