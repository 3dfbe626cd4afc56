/** Names for findings that depend on nothing but their content. */
import { createHash } from 'node:crypto';
import type { SavedRun } from './finding.ts';
import type { PropertyId, Witness } from '../properties/property.ts';
import { storyOf } from './story.ts';

/** Hex digits of an id: enough that two findings of one project never share one. */
const ID_DIGITS = 12;

/** Equal exactly for the same target, property and run. */
export function findingId(target: string, property: PropertyId, run: SavedRun): string {
  return shortHash(canonicalJson({ target, property, run }));
}

/** Equal for findings that tell the same kind of story, whatever the nodes, terms and times. */
export function signatureOf(property: PropertyId, witness: Witness): string {
  return shortHash(canonicalJson(storyOf(property, witness)));
}

/** JSON with the keys of every record in alphabetical order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, ID_DIGITS);
}
