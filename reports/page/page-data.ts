/** What the script of a page reads: plain JSON within the page. */
import type { ShownRun } from '../story/shown-run.ts';

export interface PageData {
  readonly property: string;
  readonly claim: string;
  readonly observed: string;
  readonly shrunk: ShownRun;
  /** Of the original: its JSON, gzipped, in base64; null if it is not known. */
  readonly original: string | null;
}

/** The id of the element that holds it. */
export const DATA_ID = 'run';
