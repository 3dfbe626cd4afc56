/** What a live target's adapter shows of a node, checked before the world believes it. */
import type { WireMeaning } from '../../trace/meaning.ts';
import type { LogEntry, NodeView } from '../../trace/view.ts';
import { KnownAnswers, meaningFault, viewFault } from '../answer-fault.ts';
import type { LiveView } from './live-target.ts';

const NO_LOG: readonly LogEntry[] = [];

/** Live nodes show no logs and no timers: it stays empty. */
const KNOWN = new KnownAnswers();

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
export function viewOf(seen: LiveView, before: NodeView | null, nodes: number): NodeView {
  const { role, currentTerm, votedFor } = seen;
  if (
    before !== null &&
    before.role === role &&
    before.currentTerm === currentTerm &&
    before.votedFor === votedFor
  ) {
    return before;
  }
  const view = { role, currentTerm, votedFor, log: NO_LOG, commitIndex: 0, matchIndex: null };
  refuse(viewFault(view, before, nodes, KNOWN));
  return view;
}

/** Throws an {@link AdapterFault} for an unknown kind of message, or an impossible term. */
export function meaningOf(meaning: WireMeaning): WireMeaning {
  refuse(meaningFault(meaning));
  return meaning;
}

function refuse(fault: string | null): void {
  if (fault !== null) throw new AdapterFault(`answers ${fault}`);
}
