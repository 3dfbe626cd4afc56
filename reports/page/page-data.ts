/** What the script of a page reads: plain JSON within the page. */
import type { ShownRun } from '../story/shown-run.ts';

export interface PageData {
  readonly property: string;
  readonly claim: string;
  readonly observed: string;
  /** Without the sentences of its steps: these stand in the rows of the page, once. */
  readonly shrunk: PackedRun;
  /** Null if it is not known. */
  readonly original: PackedRun | null;
}

/** A run as it stands, or, if it is long, its JSON gzipped and in base64. */
export type PackedRun = ShownRun | string;

/** The id of the element that holds it. */
export const DATA_ID = 'run';
