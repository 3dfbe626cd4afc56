/**
 * Raft's timing (section 5.6: broadcastTime ≪ electionTimeout ≪ MTBF) is configuration. All
 * times are milliseconds of the server's own clock.
 */
export interface Timing {
  readonly electionTimeoutMinMs: number;
  readonly electionTimeoutMaxMs: number;
  readonly heartbeatMs: number;
}

/** Section 9.3 recommends "a conservative election timeout such as 150–300ms". */
export const PAPER_TIMING: Timing = {
  electionTimeoutMinMs: 150,
  electionTimeoutMaxMs: 300,
  heartbeatMs: 50,
};

/** The slower pace of a course lab, whose tester allows about ten heartbeats a second. */
export const LAB_TIMING: Timing = {
  electionTimeoutMinMs: 400,
  electionTimeoutMaxMs: 550,
  heartbeatMs: 100,
};

/**
 * How often a leader counts who answered. Two checks fit into the shortest election timeout:
 * contact that is lost just after one check is noticed at the second, so within an election
 * timeout. It must be longer than a heartbeat and its answer take, or sound leaders give up: at
 * the paper's pace 75 ms against 50 ms and a round trip of at most 20 ms.
 */
export function quorumCheckMs(timing: Timing): number {
  return Math.floor(timing.electionTimeoutMinMs / 2);
}
