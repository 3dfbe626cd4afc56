/** One step as a row: its number, its part of the diagram, its sentence, all of one height. */
import type { NodeId } from '../../../trace/view.ts';
import type { Row } from '../../story/row.ts';
import type { Rail, Share, ShownRun, ShownStep } from '../../story/shown-run.ts';
import { arrowShapes, lostReach, pill, pillWidth, type Lanes } from '../../svg/row-shapes.ts';
import { heard, text } from './html.ts';

/** Fewer heartbeats between two steps are not worth a row. */
const HEARTBEATS_SHOWN = 5;
const RAIL_WIDTH = 22;
const MARGIN = 12;
const LANE_MIN = 68;
const LANE_MAX = 132;

/** Where lanes and rails stand in all rows of a run, in pixels. */
export interface RowLayout extends Lanes {
  readonly width: number;
  readonly rails: readonly Rail[];
  readonly railAt: (place: number) => number;
  readonly hasClock: boolean;
  readonly hasChance: boolean;
  /** Each look that the lanes have in some row, as shapes: rows refer to it by its place. */
  readonly looks: ReadonlyMap<string, number>;
}

/** Lanes are as wide as their widest pill. */
export function layoutOf(run: ShownRun): RowLayout {
  const { lanes, rails, hasClock, steps } = run;
  const pills = steps.flatMap(({ row }) => row.cells.map((cell) => pillWidth(cell.text)));
  const widest = pills.reduce((one, other) => Math.max(one, other), 0);
  const lane = Math.min(LANE_MAX, Math.max(LANE_MIN, widest + 14));
  const start = MARGIN + rails.length * RAIL_WIDTH;
  const middleOf = (place: number): number => Math.round(start + place * lane + 8);
  // What is lost by the node of the last lane is told beyond it.
  const ends = steps.map(({ row }) => {
    return row.arrow === null
      ? 0
      : middleOf(lanes.indexOf(row.arrow.from)) + lostReach(row) + MARGIN;
  });
  const width = ends.reduce((one, other) => Math.max(one, other), middleOf(lanes.length));
  const placed = { nodes: lanes, middleOf };
  const looks = new Set(steps.map(({ row }) => laneLines(row, placed)));
  return {
    ...placed,
    looks: new Map([...looks].map((shapes, place) => [shapes, place] as const)),
    width: Math.ceil(width),
    rails,
    railAt: (place) => MARGIN + place * RAIL_WIDTH,
    hasClock,
    hasChance: steps.some(({ chance }) => chance !== undefined),
  };
}

/** The row; before it, if many heartbeats changed nothing, a row that says so. */
export function stepRow(step: ShownStep, before: Row | null, layout: RowLayout): string {
  return quietRow(step.row, before, layout) + markedRow(step, layout);
}

function markedRow({ row, chance, survives }: ShownStep, layout: RowLayout): string {
  const { number, mark, timeMs } = row;
  const likely = layout.hasChance ? `<td class="chance">${chanceCell(chance)}` : '';
  const name = mark === null ? '' : ` class="${mark}"`;
  const time = layout.hasClock ? `<td class="time">${timeMs}` : '';
  const sign = `${signOf(mark)}${survives === true ? KEPT : ''}`;
  return (
    `<tr id="step=${number}"${name}><td class="mark">${sign}` +
    `<td class="number"><a href="#step=${number}">${number}</a>${time}` +
    `<td class="lanes">${laneCell(row, layout)}${likely}` +
    `<td class="words">${text(row.text)}\n`
  );
}

/** The same without its drawing: as much as a reader without the script needs. */
export function plainStepRow({ row }: ShownStep, hasClock: boolean): string {
  const { number, mark, timeMs } = row;
  const name = mark === null ? '' : ` class="${mark}"`;
  const time = hasClock ? `<td>${timeMs}` : '';
  const first = `<tr id="step=${number}"${name}><td>${signOf(mark)}${number}`;
  return `${first}${time}<td>${text(row.text)}\n`;
}

/** Of an event that shrinking has left in the run. */
const KEPT = `<span class="kept-on">•${heard('in the shrunk run')}</span>`;

function signOf(mark: Row['mark']): string {
  if (mark === null) return '';
  return mark === 'violation' ? `✖${heard('violation')}` : `▸${heard('because')}`;
}

function quietRow(row: Row, before: Row | null, layout: RowLayout): string {
  const { heartbeatsBefore, interrupted, timeMs } = row;
  if (heartbeatsBefore < HEARTBEATS_SHOWN) return '';
  const since = layout.hasClock && before !== null ? ` in ${timeMs - before.timeMs} ms` : '';
  const words = `⋮ ${heartbeatsBefore} heartbeats and answers${since}`;
  const quiet: Row = {
    ...row,
    number: row.number - 0.5,
    arrow: null,
    cells: [],
    interrupted: before?.interrupted ?? interrupted,
  };
  const time = layout.hasClock ? '<td></td>' : '';
  return (
    `<tr class="pause"><td></td><td></td>${time}<td class="lanes">` +
    `${laneCell(quiet, layout)}</td>${layout.hasChance ? '<td></td>' : ''}` +
    `<td class="words">${words}</td></tr>\n`
  );
}

/** A bar from 0 to 100 %: the share, and behind it the interval. */
function chanceCell(chance: Share | undefined): string {
  if (chance === undefined) return '';
  const [share, low, high] = [chance.share, chance.low, chance.high].map((part) => {
    return Math.round(part * 60 + 2);
  });
  return (
    '<svg aria-hidden="true"><path class="thread" d="M2 7H62"/>' +
    `<line class="range" x1="${low}" x2="${high}" y1="7" y2="7"/>` +
    `<line class="share" x1="${share}" x2="${share}" y1="1" y2="13"/></svg> ` +
    percent(chance.share)
  );
}

/** `0 %` and `100 %` are said only where every run went one way. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '&lt; 1 %';
  return rounded === 100 && share < 1 ? '&gt; 99 %' : `${rounded} %`;
}

/** Lanes are as high as the row; what happens is drawn about its middle. */
function laneCell(row: Row, layout: RowLayout): string {
  const happens = [
    ...arrowShapes(row, 0, layout),
    ...row.cells.flatMap((cell) => pill(cell, 0, layout)),
  ].join('');
  const rails = layout.rails.map((rail, place) => railLine(rail, place, row, layout));
  const lanes = laneLines(row, layout);
  const look = layout.looks.get(lanes);
  const lines = look === undefined ? lanes : `<use href="#lanes-${look}"/>`;
  const middle = happens === '' ? '' : `<svg y="50%" overflow="visible">${happens}</svg>`;
  return `<svg class="row" aria-hidden="true">${rails.join('')}${lines}${middle}</svg>`;
}

/** All lanes, from the upper edge of the row to the lower one. */
function laneLines(row: Row, lanes: Lanes): string {
  return lanes.nodes.map((node, place) => laneLine(node, place, row, lanes)).join('');
}

/** Nothing where the node is down, a thin line where it reaches no majority. */
function laneLine(node: NodeId, place: number, { interrupted }: Row, lanes: Lanes): string {
  if (interrupted.down.includes(node)) return '';
  const look = interrupted.apart.includes(node) ? 'lane apart' : 'lane';
  const x = lanes.middleOf(place);
  return `<line class="${look}" x1="${x}" x2="${x}" y2="100%"/>`;
}

function railLine(rail: Rail, place: number, { number }: Row, layout: RowLayout): string {
  if (number < rail.from || number > rail.to) return '';
  const x = layout.railAt(place);
  const name =
    number === rail.from ? `<text class="quiet" x="${x - 9}" y="55%">${rail.id}</text>` : '';
  const [top, bottom] = [number === rail.from ? '65%' : '0', number === rail.to ? '50%' : '100%'];
  return `<line class="rail" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/>${name}`;
}
