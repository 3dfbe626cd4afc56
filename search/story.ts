/**
 * The kind of story that a witness tells: what contradicts the claim and which unusual things led
 * to it, without nodes, numbers, commands and what happens in every run. Two runs that break the
 * same property by different kinds of stories are likely to show different defects.
 */
import { propertyNamed } from '../properties/catalogue.ts';
import type { PropertyId, Witness } from '../properties/property.ts';

export interface Story {
  readonly property: PropertyId;
  /** The kind of contradiction. */
  readonly observed: string;
  /** The kinds of unusual causes, each once, in alphabetical order. */
  readonly because: readonly string[];
}

/** Clauses that sound runs have as well: with or without them, the story is the same. */
const USUAL_CLAUSES: readonly string[] = [
  'node became leader of term #',
  'node voted for node in term #',
  'node was in term #',
  'the vote of node for term # reached node',
];

/** What a node was doing when it threw: an error is the same one in whatever step it is met. */
const ENDED_STEP = /^node was (?:booting|restarting|handling)\b/;

/** Replaced in this order. */
const CANONICAL: readonly (readonly [RegExp, string])[] = [
  [/'[^']*' of term \d+|\bnothing\b/g, 'entry'],
  [/'[^']*'/g, 'command'],
  [/\[[^\]]*\]/g, 'log'],
  [/\b(?:n[1-9]|itself|nobody|none of them)\b/g, 'node'],
  [/\bnode(?:(?:, | and )node)+\b/g, 'node'],
  [/\b(?:both|only) node\b/g, 'node'],
  [/, its own included/g, ''],
  [/\d+/g, '#'],
  [/\bvotes\b/g, 'vote'],
];

/**
 * A late leader has a story, too, but which faults delayed it is a matter of the environment; and a
 * dead end is one whoever is stuck in it.
 */
export function storyOf(property: PropertyId, { observed, because }: Witness): Story {
  const isSafety = propertyNamed(property).kind === 'safety';
  const clauses = isSafety ? because.map(({ text }) => canonical(text)) : [];
  const unusual = clauses.filter(
    (clause) => !USUAL_CLAUSES.includes(clause) && !ENDED_STEP.test(clause),
  );
  return {
    property,
    observed: canonical(isSafety ? observed : withoutDetails(observed)),
    because: [...new Set(unusual)].sort(),
  };
}

/**
 * Whether a simpler run still shows what the first one showed. It may lack some of the unusual
 * causes, since not all of them need have mattered; it may neither lack all nor have others.
 */
export function tellsTheSame(story: Story, simpler: Story): boolean {
  const { property, observed, because } = simpler;
  if (property !== story.property || observed !== story.observed) return false;
  if (because.length === 0) return story.because.length === 0;
  return because.every((clause) => story.because.includes(clause));
}

/** What follows a colon is the state of each node. */
function withoutDetails(observed: string): string {
  return observed.replace(/: .*$/s, '');
}

function canonical(text: string): string {
  return CANONICAL.reduce((rest, [pattern, name]) => rest.replace(pattern, name), text);
}
