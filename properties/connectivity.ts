/** Which nodes can exchange messages: both are up and awake, and the links between them stand. */
import type { Link } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import { majorityOf } from '../trace/view.ts';
import { isMember, NO_NODES, withMember, withoutMember, type NodeMask } from './node-mask.ts';
import type { Done } from './run-facts.ts';

/** For each node, n1's first: to whom its outgoing links are cut. */
export type CutLinks = readonly NodeMask[];

/** No link is cut. */
export function noCuts(nodes: number): CutLinks {
  return new Array<NodeMask>(nodes).fill(NO_NODES);
}

/** Links may have been cut or restored. */
export function cutsAfter(cuts: CutLinks, { event }: Done): CutLinks {
  switch (event.kind) {
    case 'linksCut':
      return changed(cuts, event.links, withMember);
    case 'linksRestored':
      return changed(cuts, event.links, withoutMember);
    default:
      return cuts;
  }
}

/**
 * Which nodes are down: those that crashed and are not back. A node that boots for the first time
 * is not down, though nothing is seen of it while its first write is under way.
 */
export function downAfter(down: NodeMask, { event }: Done): NodeMask {
  switch (event.kind) {
    case 'crashed':
      return withMember(down, event.node);
    case 'booted':
      return withoutMember(down, event.node);
    default:
      return down;
  }
}

/** Whether some node can exchange messages with a majority, itself included. */
export function isQuorumConnected(
  cuts: CutLinks,
  down: NodeMask,
  isPaused: (node: NodeId) => boolean,
): boolean {
  const nodes = cuts.length;
  let awake = NO_NODES;
  for (let node = 1; node <= nodes; node += 1) {
    if (!isMember(down, node) && !isPaused(node)) awake = withMember(awake, node);
  }
  const needed = majorityOf(nodes);
  for (let node = 1; node <= nodes; node += 1) {
    if (isMember(awake, node) && partnersOf(cuts, awake, node) >= needed) return true;
  }
  return false;
}

/** How many of these nodes, itself always one of them, a node can exchange messages with. */
function partnersOf(cuts: CutLinks, nodes: NodeMask, node: NodeId): number {
  let partners = 1;
  for (let other = 1; other <= cuts.length; other += 1) {
    if (other === node || !isMember(nodes, other)) continue;
    const isLinked =
      !isMember(cuts[node - 1] ?? NO_NODES, other) && !isMember(cuts[other - 1] ?? NO_NODES, node);
    if (isLinked) partners += 1;
  }
  return partners;
}

function changed(
  cuts: CutLinks,
  links: readonly Link[],
  change: (mask: NodeMask, node: NodeId) => NodeMask,
): CutLinks {
  const after = [...cuts];
  for (const [from, to] of links) after[from - 1] = change(after[from - 1] ?? NO_NODES, to);
  return after;
}
