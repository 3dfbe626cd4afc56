/** How long a leader may be without a quorum. */
import type { RunFacts } from './run-facts.ts';

/**
 * The dissertation gives a leader one election timeout without a successful round of heartbeats. A
 * second one is left for checks that come at intervals, and for the network.
 */
const CONTACT_TIMEOUTS = 2;

/** Milliseconds after which a leader that cannot reach a majority must have stepped down. */
export function contactWindowMs({ electionTimeoutMaxMs }: RunFacts): number {
  return CONTACT_TIMEOUTS * electionTimeoutMaxMs;
}
