/** Names for findings that depend on nothing but their content. */
import { createHash } from 'node:crypto';
import type { SavedRun } from './finding.ts';
import type { PropertyId, Witness } from '../properties/property.ts';

/** Hex digits of an id: enough that two findings of one project never share one. */
const ID_DIGITS = 12;

/** Equal exactly for the same target, property and run. */
export function findingId(target: string, property: PropertyId, run: SavedRun): string {
  return shortHash(canonicalJson({ target, property, run }));
}

/**
 * Equal for findings that tell the same story: nodes are renamed in order of appearance, terms are
 * counted from the first one mentioned, steps are left out.
 */
export function signatureOf(property: PropertyId, witness: Witness): string {
  const story = [witness.observed, ...witness.because.map(({ text }) => text)].join('|');
  return shortHash(`${property}|${rebaseTerms(renameNodes(story))}`);
}

/** JSON with the keys of every record in alphabetical order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function renameNodes(story: string): string {
  const names = new Map<string, string>();
  return story.replace(/\bn[1-9]\b/g, (node) => {
    const name = names.get(node) ?? `node${String.fromCharCode(65 + names.size)}`;
    names.set(node, name);
    return name;
  });
}

function rebaseTerms(story: string): string {
  const first = Number(/\bterm (\d+)/.exec(story)?.[1] ?? 0);
  const rebased = story.replace(
    /\bterm (\d+)/g,
    (_, term: string) => `term +${Number(term) - first}`,
  );
  return rebased.replace(/\b(step|index|entry) \d+/g, '$1');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, ID_DIGITS);
}
