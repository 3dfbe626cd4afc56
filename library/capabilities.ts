/** Slips of the keys in what a definition promises. */
import { CAPABILITY_NAMES, type Capabilities } from '../simulator/capabilities.ts';
import { refuseUnknown } from './option-lists.ts';

/** Throws a RangeError for a capability that is in no table. */
export function refuseUnknownCapability(stated: Capabilities = {}): void {
  refuseUnknown('capability', stated, CAPABILITY_NAMES);
}
