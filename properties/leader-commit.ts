/** Commits as leaders make them: followers only learn of them. */
import type { NodeView } from '../trace/view.ts';
import { isSameLeadership } from './leadership.ts';
import type { Moment } from './property.ts';

/** A leader's commitIndex rose from `from` to `to`, within its leadership. */
export interface LeaderCommit {
  readonly leader: NodeView;
  readonly from: number;
  readonly to: number;
}

/** The commit that the leader of this moment made; null if it made none. */
export function leaderCommit({ before, after }: Moment): LeaderCommit | null {
  if (before === null || after === null || !isSameLeadership(before, after)) return null;
  if (after.commitIndex <= before.commitIndex) return null;
  return { leader: after, from: before.commitIndex, to: after.commitIndex };
}
