/** A story with the causes that it shows: what every report of a violation begins with. */
import type { Blame } from './blame.ts';
import { buildStory } from './build.ts';
import { causesOf, causeTexts, type Violation } from './hints.ts';
import type { Story } from './row.ts';
import type { TraceIndex } from './trace-index.ts';

export interface Telling {
  readonly story: Story;
  /** Sentences about why; the steps that they name have rows. */
  readonly causes: readonly string[];
}

/** The story of a violation. Each step that a cause names is one of its rows. */
export function tellStory(index: TraceIndex, violation: Violation, by: Blame): Telling {
  const causes = causesOf(index, violation);
  const story = buildStory(index, violation.witness, by, causes);
  return { story, causes: causeTexts(causes, story) };
}
