/** The texts whose hashes are the names of findings: what has no hash of Node's uses another. */
import type { PropertyId, Witness } from '../properties/property.ts';
import { canonicalJson } from './canonical-json.ts';
import type { SavedRun } from './finding.ts';
import { storyOf } from './story.ts';

/** Hex digits of an id: enough that two findings of one project never share one. */
export const ID_DIGITS = 12;

/** An id is the beginning of the SHA-256 of this. */
export function identityText(target: string, property: PropertyId, run: SavedRun): string {
  return canonicalJson({ target, property, run });
}

/** A signature is the beginning of the SHA-256 of this. */
export function signatureText(property: PropertyId, witness: Witness): string {
  return canonicalJson(storyOf(property, witness));
}
