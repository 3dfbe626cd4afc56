/** Names that a user may give: one of a list, or a refusal that says which were meant. */
import { Refusal } from '../adapters/refusal.ts';

/** More than one slip in so many letters is another word. */
const LETTERS_PER_SLIP = 3;

/** The name, if it is one of the allowed. Throws a {@link Refusal} with the nearest one and all. */
export function oneOf<Name extends string>(
  noun: string,
  text: string,
  allowed: readonly Name[],
): Name {
  const found = allowed.find((name) => name === text);
  if (found !== undefined) return found;
  const near = nearest(text, allowed);
  const meant = near === null ? '' : ` (did you mean ${near}?)`;
  throw new Refusal(`unknown ${noun} ${quoted(text)}${meant}; known are: ${allowed.join(', ')}`);
}

/** Several names, separated by commas; each once. */
export function someOf<Name extends string>(
  noun: string,
  text: string,
  allowed: readonly Name[],
): readonly Name[] {
  const names = text.split(',').map((name) => oneOf(noun, name.trim(), allowed));
  return [...new Set(names)];
}

/** What was said, harmless for a terminal. */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return `'${short.replace(/[^ -~]/g, '?')}'`;
}

function nearest<Name extends string>(text: string, allowed: readonly Name[]): Name | null {
  const ranked = allowed
    .map((name) => ({ name, edits: editsBetween(text.slice(0, 60), name) }))
    .sort((one, other) => one.edits - other.edits);
  const [best] = ranked;
  const slips = Math.max(1, Math.floor(text.length / LETTERS_PER_SLIP));
  return best !== undefined && best.edits <= slips ? best.name : null;
}

/** Levenshtein's distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...one].entries()) {
    const next = [above + 1];
    for (const [index, rival] of [...other].entries()) {
      const replaced = (row[index] ?? 0) + (letter === rival ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
