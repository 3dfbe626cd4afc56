/** Names that may have been meant by one that is unknown. */

const MAX_SUGGESTIONS = 3;
/** More than one slip in so many letters is another word. */
const LETTERS_PER_SLIP = 3;
/** A part of a name is near to it, unless it is shorter than this. */
const MIN_PART = 4;
const MAX_LETTERS = 60;

/**
 * Names that may have been meant, and the command that shows all. If no command does, they are a
 * few, and are written out if nothing is near.
 */
export function suggestion(text: string, known: readonly string[], command: string | null): string {
  const near = nearNames(text, known);
  const meant = near.length === 0 ? '' : `; did you mean ${inWords(near)}?`;
  if (command !== null) return `${meant === '' ? ';' : meant} all of them: ${command}`;
  return meant === '' ? `; there are ${known.join(', ')}` : meant;
}

/** At most three, the nearest first. With fewer letters for each slip, more is near. */
export function nearNames(
  text: string,
  known: readonly string[],
  lettersPerSlip = LETTERS_PER_SLIP,
): readonly string[] {
  const typed = lettersOf(text);
  const allowed = Math.max(1, Math.floor(typed.length / lettersPerSlip));
  return known
    .map((name) => ({ name, slips: slipsFrom(typed, lettersOf(name), allowed) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ name }) => name);
}

/** `cut-link`, `cut_link` and `cutLink` are one word to whoever has typed it. */
function lettersOf(text: string): string {
  return text
    .slice(0, MAX_LETTERS)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** A name that contains what was typed comes after all names that are near as a whole. */
function slipsFrom(typed: string, name: string, allowed: number): number {
  const slips = editsBetween(typed, name);
  const isPart = typed.length >= MIN_PART && name.includes(typed);
  return slips > allowed && isPart ? allowed : slips;
}

/** Levenshtein's distance; two neighbours that changed places are one slip. */
function editsBetween(one: string, other: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[line - 1] === other[column - 1];
      const isSwapped = one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      next.push(
        Math.min(
          (row[column - 1] ?? 0) + (isSame ? 0 : 1),
          (row[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          isSwapped && line > 1 && column > 1 ? (above[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    above = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}

function inWords(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
}
