/**
 * What a hello says and nobody would hear. A capability that is misspelled is one that is not
 * there: faults would be spared, or a search be slow, and nothing would say why.
 */
import {
  capabilitiesFault,
  CAPABILITY_NAMES,
  type Capability,
} from '../../simulator/capabilities.ts';
import { nearNames } from '../../trace/near-names.ts';
import { shortened } from './printable.ts';

/** Of so few names, one is still meant where every other letter is wrong. */
const LETTERS_PER_SLIP = 2;

/** The fields that a hello may have, and those that it may have in the version after. */
export interface HelloFields {
  readonly known: readonly string[];
  readonly later: readonly string[];
}

/** The first field or capability that is unknown, and what may be meant; null if none is. */
export function unheardIn(hello: unknown, { known, later }: HelloFields): string | null {
  if (!isObject(hello)) return null;
  const unknown = Object.keys(hello).find((name) => !known.includes(name));
  if (unknown !== undefined) return fieldFault(unknown, known, later);
  const { capabilities } = hello;
  return isObject(capabilities) ? capabilityFault(capabilities, known) : null;
}

function fieldFault(name: string, known: readonly string[], later: readonly string[]): string {
  const field = shortened(name);
  if (later.includes(name)) return `${field}: it came with version 2: say "protocol":2`;
  if (CAPABILITY_NAMES.includes(name as Capability)) {
    return `${field}: it is a capability: say it in "capabilities"`;
  }
  const all = [...known, ...later];
  const [near] = nearNames(name, all, LETTERS_PER_SLIP);
  const meant = near === undefined ? `there are ${all.join(', ')}` : `did you mean ${near}?`;
  return `${field}: there is no such field; ${meant}`;
}

function capabilityFault(stated: object, known: readonly string[]): string | null {
  const misplaced = Object.keys(stated).find((name) => known.includes(name));
  if (misplaced !== undefined) {
    return `capabilities.${misplaced}: it is no capability, but a field of the hello itself`;
  }
  const fault = capabilitiesFault(stated);
  return fault === null ? null : `capabilities.${fault}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
