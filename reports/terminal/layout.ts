/** Where the lanes and the words of a report stand, in columns. */
import type { NodeId } from '../../trace/view.ts';
import type { Story } from '../story/row.ts';

/** Narrower text than this goes below its lanes. */
const TEXT_COLUMNS_MIN = 36;
const LANE_COLUMNS_MIN = 8;
const LANE_COLUMNS_MAX = 14;

/** Where things stand in a line, in columns from 0. */
export interface Layout {
  /** How wide a line may be. */
  readonly columns: number;
  readonly lanes: readonly NodeId[];
  readonly laneColumns: number;
  readonly numberEnd: number;
  /** Null in a run without a clock. */
  readonly timeEnd: number | null;
  readonly lanesStart: number;
  readonly textStart: number;
  /** True with so many lanes that no text fits beside them. */
  readonly textBelow: boolean;
}

export function layoutOf({ rows, lanes }: Story, hasClock: boolean, columns: number): Layout {
  const digits = (values: readonly number[]): number => String(Math.max(0, ...values)).length;
  const numberEnd = 4 + Math.max(4, digits(rows.map(({ number }) => number)));
  const timeColumns = Math.max(4, digits(rows.map(({ timeMs }) => timeMs)));
  const timeEnd = hasClock ? numberEnd + 2 + timeColumns : null;
  const lanesStart = (timeEnd ?? numberEnd) + 3;
  const room = columns - lanesStart - TEXT_COLUMNS_MIN;
  const count = Math.max(1, lanes.length);
  const textBelow = room / count < LANE_COLUMNS_MIN;
  const perLane = textBelow ? (columns - lanesStart) / count : room / count;
  const laneColumns = Math.min(LANE_COLUMNS_MAX, Math.floor(perLane));
  const textStart = textBelow ? lanesStart : lanesStart + count * laneColumns + 1;
  return { columns, lanes, laneColumns, numberEnd, timeEnd, lanesStart, textStart, textBelow };
}

/** Where words begin beside the lanes, or the line ends. */
export function endOfLanes({ columns, textBelow, textStart }: Layout): number {
  return textBelow ? columns + 1 : textStart;
}

/** Where the lane of a node stands. */
export function columnOf(node: NodeId, layout: Layout): number {
  return layout.lanesStart + layout.lanes.indexOf(node) * layout.laneColumns;
}
