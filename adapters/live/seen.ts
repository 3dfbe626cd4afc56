/** What a live target's adapter says of a node, checked before the world believes it. */
import { meaningCode, type WireMeaning } from '../../trace/meaning.ts';
import type { LogEntry, NodeId, NodeView, Role } from '../../trace/view.ts';
import type { LiveView } from './live-target.ts';

const ROLES: readonly Role[] = ['follower', 'candidate', 'leader'];
const NO_LOG: readonly LogEntry[] = [];

/** What the adapter says cannot be: its defect, whatever the code under test did. */
export class AdapterFault extends Error {
  override readonly name = 'AdapterFault';

  /** Says where; an error of any other kind was thrown by the adapter itself. */
  static of(index: string, error: unknown): AdapterFault {
    if (error instanceof AdapterFault) return new AdapterFault(`${index} ${error.message}`);
    return new AdapterFault(`${index} threw ${String(error)}`);
  }
}

/**
 * The same reference as before if nothing changed. Throws an {@link AdapterFault} for a role, a
 * term or a vote that no node can have.
 */
export function viewOf(said: LiveView, before: NodeView | null, nodes: number): NodeView {
  const { role, currentTerm, votedFor } = said;
  if (
    before !== null &&
    before.role === role &&
    before.currentTerm === currentTerm &&
    before.votedFor === votedFor
  ) {
    return before;
  }
  if (!ROLES.includes(role)) throw new AdapterFault(`says role ${shown(role)}`);
  if (!isTerm(currentTerm)) throw new AdapterFault(`says currentTerm ${shown(currentTerm)}`);
  if (votedFor !== null && !isNode(votedFor, nodes)) {
    throw new AdapterFault(`says votedFor ${shown(votedFor)}`);
  }
  return { role, currentTerm, votedFor, log: NO_LOG, commitIndex: 0, matchIndex: null };
}

/** Throws an {@link AdapterFault} for a kind of message that there is not, or a term likewise. */
export function meaningOf(said: WireMeaning): WireMeaning {
  if ((meaningCode(said.kind) as number | undefined) === undefined)
    throw new AdapterFault(`says kind ${shown(said.kind)}`);
  if (!isTerm(said.term)) throw new AdapterFault(`says term ${shown(said.term)}`);
  return said;
}

function isTerm(term: unknown): boolean {
  return Number.isInteger(term) && (term as number) >= 0;
}

function isNode(node: NodeId, nodes: number): boolean {
  return Number.isInteger(node) && node >= 1 && node <= nodes;
}

function shown(said: unknown): string {
  return typeof said === 'string' ? JSON.stringify(said) : String(said);
}
