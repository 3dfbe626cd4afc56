/** Which properties judge a target: all that Raft promises, and more only if the target does. */
import { PROPERTIES } from '../../properties/catalogue.ts';
import type { Property, PropertyId } from '../../properties/property.ts';
import { supports, type Capabilities } from '../../simulator/capabilities.ts';

/** With a clock, liveness is owed in time; what is merely possible, nobody can see there. */
const TIMED: readonly Property[] = PROPERTIES.filter(({ kind }) => kind !== 'possibility');
const SAFETY: readonly Property[] = PROPERTIES.filter(({ kind }) => kind === 'safety');
const POSSIBLE: readonly Property[] = PROPERTIES.filter(({ kind }) => kind === 'possibility');
const DEMANDING: readonly Property[] = PROPERTIES.filter(({ requires }) => requires !== undefined);

/** All of them: a trace shows only those that were sought when it was recorded. */
export const POSSIBILITIES: ReadonlySet<PropertyId> = new Set(POSSIBLE.map(({ id }) => id));

/** Those that ask for more than it promises judge it only if they are sought. */
export function propertiesFairTo(
  capabilities: Capabilities,
  sought: ReadonlySet<PropertyId> | null,
): readonly Property[] {
  // Asked before every run, and most targets promise all.
  const isFair = fairness(capabilities, sought);
  return DEMANDING.every(isFair) ? TIMED : TIMED.filter(isFair);
}

/** The same without those that need a clock, and with the possibilities that are sought. */
export function safetyFairTo(
  capabilities: Capabilities,
  sought: ReadonlySet<PropertyId> | null,
): readonly Property[] {
  const isFair = fairness(capabilities, sought);
  const safety = DEMANDING.every(isFair) ? SAFETY : SAFETY.filter(isFair);
  const possible = sought === null ? [] : POSSIBLE.filter(({ id }) => sought.has(id));
  return possible.length === 0 ? safety : [...safety, ...possible];
}

function fairness(
  capabilities: Capabilities,
  sought: ReadonlySet<PropertyId> | null,
): (property: Property) => boolean {
  return ({ id, requires }) =>
    requires === undefined || supports(capabilities, requires) || sought?.has(id) === true;
}
