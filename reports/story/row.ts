/** One step of a story, before anyone decides how it looks: terminal, page or diagram. */
import type { Because } from '../../properties/property.ts';
import type { NodeId, Role } from '../../trace/view.ts';

export interface Row {
  /** Rows are numbered as they are shown, from 1; the trace counts every sending as well. */
  readonly number: number;
  readonly timeMs: number;
  /** Whether the witness names this step, and whether the claim broke here. */
  readonly mark: 'because' | 'violation' | null;
  readonly arrow: Arrow | null;
  /** What stands in the lanes of nodes, at most one cell each. */
  readonly cells: readonly Cell[];
  readonly text: string;
  /** AppendEntries and answers to them, since the row before, that changed nothing. */
  readonly heartbeatsBefore: number;
  /** Where the lanes of nodes are not as usual after this row. */
  readonly interrupted: Interrupted;
}

/** A message between lanes: it arrives in this row, or is lost in it. */
export type Arrow =
  | { readonly kind: 'arrives'; readonly from: NodeId; readonly to: NodeId; readonly label: string }
  | {
      readonly kind: 'lost';
      readonly from: NodeId;
      readonly to: readonly NodeId[];
      readonly label: string;
    };

/** Nodes that are down have no lane; those that stand still or reach no majority a thin one. */
export interface Interrupted {
  readonly down: readonly NodeId[];
  readonly apart: readonly NodeId[];
}

export interface Cell {
  readonly node: NodeId;
  readonly text: string;
  /** The role that the node has now, or why it has none. */
  readonly look: Role | 'fault';
}

/** A story: what led to a violation, and nothing else. */
export interface Story {
  readonly rows: readonly Row[];
  /** Nodes with a lane: those that take part. */
  readonly lanes: readonly NodeId[];
  /** All others: nothing happens to them in any row. */
  readonly idle: readonly NodeId[];
  /** The row that shows a step of the trace; null if it is in no row. */
  rowOf(step: number): number | null;
  /** The row that shows a clause of the witness: the last one where nothing else does. */
  rowOfClause(because: Because): number | null;
}
