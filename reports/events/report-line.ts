/**
 * The stream that every text format is made of: first the finding, then the steps of its story,
 * then every event of its run, each a line of JSON. `docs/report-events.schema.json` describes it.
 */
import type { Finding } from '../../search/finding.ts';
import type { Label } from '../../search/label.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';
import type { KeptFault } from '../story/kept-faults.ts';
import type { Row } from '../story/row.ts';

/** The format of the stream; a reader refuses any other. */
export const STREAM_VERSION = 1;

/** What is said of a finding as a whole. */
export interface FindingLine {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'finding';
  readonly id: string;
  readonly target: string;
  readonly property: Finding['property'];
  /** What the property claims, in a few words. */
  readonly claim: string;
  /** What contradicts the claim. */
  readonly observed: string;
  /** The step of the story at which the claim broke. */
  readonly step: number;
  /** When, in simulated milliseconds; null in a run without a clock. */
  readonly timeMs: number | null;
  /** What led there; `step` is one of the story, null if none shows it. */
  readonly because: readonly { readonly step: number | null; readonly text: string }[];
  /** What the trace shows beside that. */
  readonly causes: readonly string[];
  readonly label: Label['kind'];
  /** Why it is no bug; null for a bug. */
  readonly labelText: string | null;
  readonly found: string | null;
  readonly shrunk: readonly string[];
  readonly proof: string | null;
  readonly kept: readonly KeptFault[];
  readonly keptRemark: string | null;
  readonly nodes: number;
  /** Nodes that take part in the story. */
  readonly lanes: readonly number[];
  /** What to type to see it happen again. */
  readonly replay: string;
  /** It could not be saved, so that finds it anew; absent if it was. */
  readonly lost?: true;
  /** Equal for findings that tell the same story; older streams do not say. */
  readonly signature?: string;
  /** Its story was resolved, and is back; absent if it was not. */
  readonly regressed?: true;
  /** The finding as it is saved, so that all can be rendered again; older streams lack it. */
  readonly saved?: Readonly<Record<string, unknown>>;
}

/** A step of the story. */
export interface StepLine extends Row {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'step';
}

/** An event of the run, in the order of the trace. */
export interface EventLine {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'event';
  /** Its number in the trace, from 1. */
  readonly number: number;
  /** The step of the story that shows it; null if none does. */
  readonly step: number | null;
  readonly timeMs: number;
  /** `n1`, or `network` for what happens to no node. */
  readonly host: string;
  /** How many events of each host lie in its causal past, itself included. */
  readonly clock: Readonly<Record<string, number>>;
  /** What happened, in words. */
  readonly text: string;
  /** What happened, as the trace has it. */
  readonly event: TraceLine['event'];
  /** What can be seen of the host after it: absent if that did not change, null if it is down. */
  readonly after?: NodeView | null;
}

export type ReportLine = FindingLine | StepLine | EventLine;

/** A whole stream. */
export interface ReportStream {
  readonly finding: FindingLine;
  readonly steps: readonly StepLine[];
  readonly events: readonly EventLine[];
}

/** Its lines in order. */
export function linesOf({ finding, steps, events }: ReportStream): readonly ReportLine[] {
  return [finding, ...steps, ...events];
}

/** What stands before the command with which it is seen again. */
export function replayLabel({ lost }: Pick<FindingLine, 'lost'>): string {
  return lost === true ? 'Not saved; found again by' : 'Replay';
}
