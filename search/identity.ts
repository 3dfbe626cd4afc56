/** Names for findings that depend on nothing but their content. */
import { createHash } from 'node:crypto';
import type { SavedRun } from './finding.ts';
import type { PropertyId, Witness } from '../properties/property.ts';
import { identityText, ID_DIGITS, signatureText } from './identity-text.ts';

/** Equal exactly for the same target, property and run. */
export function findingId(target: string, property: PropertyId, run: SavedRun): string {
  return shortHash(identityText(target, property, run));
}

/** Equal for findings that tell the same kind of story, whatever the nodes, terms and times. */
export function signatureOf(property: PropertyId, witness: Witness): string {
  return shortHash(signatureText(property, witness));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, ID_DIGITS);
}
