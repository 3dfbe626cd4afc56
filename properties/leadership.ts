/** Who leads, as the views of nodes tell it. */
import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import type { Because, Moment } from './property.ts';

/** A node became leader of a term. */
export interface Elected {
  readonly node: NodeId;
  readonly term: number;
  /** The term that it led until this very step; null if it was no leader, as it should. */
  readonly cameFrom: number | null;
  /** It did not give its vote of the term to another node. */
  readonly hasOwnVote: boolean;
  readonly step: number;
}

/** The leadership that begins at this moment, and the leader's view; null if none begins. */
export function newLeader({ node, before, after, step }: Moment): NewLeader | null {
  if (after === null || after.role !== 'leader') return null;
  const cameFrom = before?.role === 'leader' ? before.currentTerm : null;
  if (cameFrom === after.currentTerm) return null;
  const hasOwnVote = after.votedFor === null || after.votedFor === node;
  return { elected: { node, term: after.currentTerm, cameFrom, hasOwnVote, step }, view: after };
}

interface NewLeader {
  readonly elected: Elected;
  readonly view: NodeView;
}

/** Whether the node was leader and no longer is, or leads another term now. */
export function leadershipEnded({ before, after }: Moment): boolean {
  return before?.role === 'leader' && !(after !== null && isSameLeadership(before, after));
}

/** Whether both views show the leader of one term. */
export function isSameLeadership(before: NodeView, after: NodeView): boolean {
  const areLeaders = before.role === 'leader' && after.role === 'leader';
  return areLeaders && before.currentTerm === after.currentTerm;
}

/** "n1 became leader of term 2". */
export function electedText({ node, term, cameFrom, step }: Elected): Because {
  const name = nodeName(node);
  const moved = `${name}, leader of term ${cameFrom}, moved to term ${term} and stayed leader`;
  return { step, text: cameFrom === null ? `${name} became leader of term ${term}` : moved };
}

/** The one leader, if every node that is up is in its term; null if there is no such agreement. */
export function agreedLeader(views: readonly (NodeView | null)[]): NodeId | null {
  let leader: NodeId | null = null;
  let term: number | null = null;
  for (let slot = 0; slot < views.length; slot += 1) {
    const view = views[slot];
    if (view === null || view === undefined) continue;
    if (view.currentTerm !== (term ?? view.currentTerm)) return null;
    term = view.currentTerm;
    if (view.role !== 'leader') continue;
    if (leader !== null) return null;
    leader = slot + 1;
  }
  return leader;
}
