/** Views that came as text: the same as before if they say the same. */
import type { LogEntry, NodeView } from '../trace/view.ts';

/** Properties are woken by what changed, and parsed JSON is new even if it says the same. */
export function unchanged(before: NodeView | null, after: NodeView): NodeView {
  if (before === null || !isView(after)) return after;
  const isSameLog = isSame(before.log, after.log, isSameEntry);
  const isSameRest =
    before.role === after.role &&
    before.currentTerm === after.currentTerm &&
    before.votedFor === after.votedFor &&
    before.commitIndex === after.commitIndex &&
    isSameMatch(before.matchIndex, after.matchIndex);
  if (isSameLog && isSameRest) return before;
  const { role, currentTerm, votedFor, commitIndex, matchIndex } = after;
  const log = isSameLog ? before.log : after.log;
  return { role, currentTerm, votedFor, log, commitIndex, matchIndex };
}

/** What is none is left to those who judge it. */
function isView(view: unknown): boolean {
  const { log, matchIndex } = (view ?? {}) as Partial<NodeView>;
  return Array.isArray(log) && (matchIndex === null || Array.isArray(matchIndex));
}

function isSameEntry(one: LogEntry, other: LogEntry | null): boolean {
  return one.term === other?.term && one.command === other.command;
}

function isSameMatch(one: NodeView['matchIndex'], other: NodeView['matchIndex']): boolean {
  if (one === null || other === null) return one === other;
  return isSame(one, other, (left, right) => left === right);
}

function isSame<Item>(
  one: readonly Item[],
  other: readonly Item[],
  isEqual: (left: Item, right: Item) => boolean,
): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  return one.every((item, index) => {
    const twin = other[index];
    return twin !== undefined && isEqual(item, twin);
  });
}
