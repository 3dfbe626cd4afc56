/** What a live node lets see, checked: one that cannot be is a defect of the target's adapter. */
import type { LogEntry, NodeView, Role } from '../../trace/view.ts';
import type { LiveView } from './live-target.ts';

const ROLES: readonly Role[] = ['follower', 'candidate', 'leader'];
const NO_LOG: readonly LogEntry[] = [];

/** The same reference as before if nothing changed. Throws a RangeError for an impossible one. */
export function viewOf({ role, term, votedFor }: LiveView, before: NodeView | null): NodeView {
  if (
    before !== null &&
    before.role === role &&
    before.currentTerm === term &&
    before.votedFor === votedFor
  ) {
    return before;
  }
  if (!ROLES.includes(role)) throw new RangeError(`a view with the role ${String(role)}`);
  if (!(Number.isInteger(term) && term >= 0)) {
    throw new RangeError(`a view with the term ${String(term)}`);
  }
  return { role, currentTerm: term, votedFor, log: NO_LOG, commitIndex: 0, matchIndex: null };
}
