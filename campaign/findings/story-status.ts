/** Where a story stands, from night to night. */
/**
 * - `new`: no campaign has met the story before the latest that did.
 * - `ongoing`: it was met before.
 * - `resolved`: someone said that it is mended, and no campaign has met it since.
 * - `regressed`: one has.
 */
export type FindingStatus = 'new' | 'ongoing' | 'resolved' | 'regressed';

/** A story: a signature within a target. Times are ISO 8601, in UTC. */
export interface StoryStatus {
  readonly target: string;
  readonly signature: string;
  readonly status: FindingStatus;
  readonly firstSeen: string;
  readonly lastSeen: string;
}
