/** What a page shows that the other formats have no use for; whoever performs runs gathers it. */
import type { ShownRun } from '../story/shown-run.ts';

export interface PageSupplement {
  /** The browser's part of the page, as one classic script; empty: the page stands still. */
  readonly client: string;
  /** JSON, gzipped and in base64; null leaves runs as they are, for any editor to read. */
  readonly compress: ((json: string) => string) | null;
  /** For each line of the trace, how often the property was tested so far; null if not known. */
  readonly tested: readonly number[] | null;
  /** The run without one of its parts, for each part; none if they were not performed. */
  readonly trials: readonly Trial[];
  /** How likely the violation is after each decision; null if that was not asked for. */
  readonly chance: Chance | null;
  /** The run as it was met, before it was shrunk; null if it is not known. */
  readonly original: ShownRun | null;
}

/** What comes of the run if one part is left out. */
export interface Trial {
  /** Its place in the run, from 0. */
  readonly part: number;
  /** Later parts that are no longer possible without it. */
  readonly impossible: readonly number[];
}

/** Of random continuations of a fixed beginning, how many broke the property. */
export interface Chance {
  readonly seed: number;
  /** Random picks of a continuation: about as many decisions. */
  readonly decisions: number;
  /** Continuations after each beginning. */
  readonly runs: number;
  /** One for each beginning of the run, the empty one first. */
  readonly points: readonly ChancePoint[];
}

export interface ChancePoint {
  /** After so many decisions of the run. */
  readonly after: number;
  readonly broken: number;
  /** Bounds of the share of broken runs, with 95 % confidence. */
  readonly low: number;
  readonly high: number;
}

/** A page of a finding alone. */
export const NO_SUPPLEMENT: PageSupplement = {
  client: '',
  compress: null,
  tested: null,
  trials: [],
  chance: null,
  original: null,
};
