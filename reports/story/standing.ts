/** Where a node stands, in a few letters: `F0`, `C1→L1`, `F1 v=n2`. */
import { nodeName, type LogEntry, type NodeView, type Role } from '../../trace/view.ts';

const LETTERS: Readonly<Record<Role, string>> = { follower: 'F', candidate: 'C', leader: 'L' };

/** Role and term: `C1` is a candidate of term 1. */
export function standing(view: NodeView): string {
  return `${LETTERS[view.role]}${view.currentTerm}`;
}

/** What has changed: the role with an arrow, the vote, the log, the commit index. */
export function standingChange(before: NodeView | null, after: NodeView): string {
  const changesRole = before !== null && before.role !== after.role;
  const parts = [changesRole ? `${standing(before)}→${standing(after)}` : standing(after)];
  const vote = voteChange(before, after);
  if (vote !== null) parts.push(vote);
  if (before !== null && !isSameLog(before.log, after.log)) parts.push(`log ${after.log.length}`);
  if (before !== null && before.commitIndex !== after.commitIndex) {
    parts.push(`ci=${after.commitIndex}`);
  }
  return parts.join(' ');
}

/** Whether a reader would see any difference; what a leader knows of its peers does not count. */
export function hasChanged(before: NodeView | null, after: NodeView | null): boolean {
  if (before === null || after === null) return before !== after;
  return (
    before.role !== after.role ||
    before.currentTerm !== after.currentTerm ||
    before.votedFor !== after.votedFor ||
    !isSameLog(before.log, after.log) ||
    before.commitIndex !== after.commitIndex
  );
}

/** A candidate's vote for itself goes without saying; a vote that a new term takes away, too. */
function voteChange(before: NodeView | null, after: NodeView): string | null {
  if (after.role === 'candidate' || before?.votedFor === after.votedFor) return null;
  if (after.votedFor !== null) return `v=${nodeName(after.votedFor)}`;
  const isNewTerm = before !== null && before.currentTerm !== after.currentTerm;
  return isNewTerm || before === null ? null : 'v=-';
}

function isSameLog(one: readonly LogEntry[], other: readonly LogEntry[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every(({ term }, slot) => term === other[slot]?.term);
}
