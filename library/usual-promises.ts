import type { Capabilities } from '../simulator/target.ts';

/** What a target promises that says nothing of it. */
export const USUAL_PROMISES: Capabilities = {
  persistence: false,
  proposals: false,
  symmetric: false,
  quorumCheck: false,
};
