/** Which properties judge a target: all that Raft promises, and more only if the target does. */
import { PROPERTIES } from '../../properties/catalogue.ts';
import type { Property, PropertyId } from '../../properties/property.ts';
import { supports, type Capabilities } from '../../simulator/capabilities.ts';

/** Those that ask for more than it promises judge it only if they are sought. */
export function propertiesFairTo(
  capabilities: Capabilities,
  sought: ReadonlySet<PropertyId> | null,
): readonly Property[] {
  // Asked before every run, and most targets promise all.
  if (supports(capabilities, 'quorumCheck')) return PROPERTIES;
  return PROPERTIES.filter(
    ({ id, requires }) => requires !== 'quorumCheck' || sought?.has(id) === true,
  );
}
