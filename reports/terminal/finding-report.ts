/** What a report of a finding is made of, whatever draws it. */
import type { Finding } from '../../search/finding.ts';
import type { Label } from '../../search/label.ts';
import type { Trace } from '../../trace/trace.ts';
import type { DescribedAction } from '../story/kept.ts';

/** Everything that a report of a finding shows. */
export interface FindingReport {
  readonly finding: Finding;
  /** Whether it is a bug, or beyond what the target promises. */
  readonly label: Label;
  /** The claim of the property that broke. */
  readonly claim: string;
  /** The finding's run, performed and recorded. */
  readonly trace: Trace;
  /** One for each action of a scenario; a schedule has none. */
  readonly actions: readonly DescribedAction[];
  /** What to type to see it happen again. */
  readonly replayCommand: string;
  /** It could not be saved, so that command finds it anew. Default: it was. */
  readonly isLost?: boolean;
  /** Where it is saved; null if it is not. */
  readonly folder: string | null;
  /** False if it had been saved before. */
  readonly isNew: boolean;
  /** Whether someone had said that its story was mended. Default: nobody had. */
  readonly isRegressed?: boolean;
  /** All rows, however many. */
  readonly isFull: boolean;
}
