/** What a target promises that says nothing of it. */
import type { Capabilities } from '../simulator/target.ts';
import { refuseUnknown } from './option-lists.ts';

const USUAL_PROMISES: Required<Capabilities> = {
  persistence: false,
  proposals: false,
  symmetric: false,
  duplicates: true,
  reordering: true,
  quorumCheck: false,
};

/** What is said, and what is usual. Throws a RangeError for a promise that nobody knows. */
export function promisesOf(options: Partial<Capabilities> = {}): Capabilities {
  refuseUnknown('capability', options, Object.keys(USUAL_PROMISES));
  return { ...USUAL_PROMISES, ...options };
}
