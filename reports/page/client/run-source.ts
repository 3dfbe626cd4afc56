/** Where the runs of a page come from: a report carries them, an engine could make them. */
import type { ShownRun } from '../../story/shown-run.ts';

/** `shrunk` is what the page tells; `original` is the run as it was met. */
export type RunName = 'shrunk' | 'original';

/** What the page says of the property. */
export interface JudgedProperty {
  readonly id: string;
  readonly claim: string;
  /** What contradicts the claim at the violation. */
  readonly observed: string;
}

export interface RunSource {
  readonly property: JudgedProperty;
  /** Whether the rows in the page are words alone, and have to be drawn. */
  readonly arePlain: boolean;
  /** The runs that there are; the first is shown first. */
  readonly names: readonly RunName[];
  load(name: RunName): Promise<ShownRun>;
}
