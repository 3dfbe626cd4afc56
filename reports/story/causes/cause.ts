/** A sentence about why, and the steps that it names: each of them gets a row. */
import type { TraceLine } from '../../../trace/trace.ts';

/** Where the rows show a line: `at step 7`. */
export type Place = (line: TraceLine) => string;

export interface Cause {
  /** The lines whose places the sentence tells. */
  readonly lines: readonly TraceLine[];
  /** The sentence, once the rows have their numbers. */
  readonly text: (at: Place) => string;
}

/** A cause that rests on one line. */
export function causeAt(line: TraceLine, text: (at: string) => string): Cause {
  return { lines: [line], text: (at) => text(at(line)) };
}

/** A cause that no single line shows. */
export function causeOfAll(text: string): Cause {
  return { lines: [], text: () => text };
}
