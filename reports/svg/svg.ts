/** The story as a space-time diagram: time runs down, a lane for each node; one file, no script. */
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { FindingLine, ReportStream } from '../events/report-line.ts';
import { xmlText } from '../story/escaped.ts';
import { foldRows, type Fold } from '../story/fold.ts';
import { DIAGRAM_STYLE } from './diagram-style.ts';
import { arrowShapes, label, pill, type Lanes } from './row-shapes.ts';

const ROW = 28;
const TOP = 92;
const LANES_START = 96;
const LANE_WIDTH = 120;
/** About so wide is a letter of the sentences. */
const LETTER = 7;

export function renderSvg({ finding, steps }: ReportStream): string {
  const folds = foldRows(steps, false);
  const textStart = LANES_START + finding.lanes.length * LANE_WIDTH;
  const longest = Math.max(40, ...folds.map((fold) => textOf(fold).length));
  const width = Math.ceil(textStart + longest * LETTER);
  const height = TOP + folds.length * ROW + ROW;
  const title = `${finding.target} breaks ${finding.property}: ${finding.claim}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" ` +
      `height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${xmlText(title)}</title>`,
    `<desc id="description">${xmlText(descriptionOf(finding, folds))}</desc>`,
    `<style>${DIAGRAM_STYLE}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    label(16, 28, 'headline', title),
    label(16, 50, 'observed', `${finding.observed}, at step ${finding.step}.`),
    ...finding.lanes.map((node, slot) => label(columnOf(slot), TOP - 12, 'name', nodeName(node))),
    ...laneLines(folds, finding.lanes),
    ...folds.flatMap((fold, place) => foldShapes(fold, rowAt(place), finding, textStart)),
    '</svg>',
    '',
  ].join('\n');
}

/** The diagram in words, for those who do not see it. */
function descriptionOf({ observed, lanes }: FindingLine, folds: readonly Fold[]): string {
  const steps = folds.map((fold) =>
    fold.kind === 'row' ? `Step ${fold.row.number}: ${fold.row.text}.` : `${textOf(fold)}.`,
  );
  return [`${observed}.`, `Lanes: ${lanes.map(nodeName).join(', ')}.`, ...steps].join('\n');
}

function textOf(fold: Fold): string {
  return fold.kind === 'row' ? fold.row.text : `⋮ ${fold.count} steps hidden`;
}

function rowAt(place: number): number {
  return TOP + place * ROW + ROW / 2;
}

function columnOf(slot: number): number {
  return LANES_START + slot * LANE_WIDTH + 8;
}

/** Each lane in pieces: none where its node is down, a thin one where it reaches no majority. */
function laneLines(folds: readonly Fold[], lanes: readonly NodeId[]): readonly string[] {
  return lanes.flatMap((node, slot) => {
    let look = 'lane';
    return folds.flatMap((fold, place) => {
      if (fold.kind === 'row') {
        const { down, apart } = fold.row.interrupted;
        look = down.includes(node) ? 'down' : apart.includes(node) ? 'lane apart' : 'lane';
      }
      if (look === 'down') return [];
      const [x, y] = [columnOf(slot), rowAt(place) - ROW / 2];
      return [`<path class="${look}" d="M${x} ${y}v${ROW}"/>`];
    });
  });
}

function foldShapes(
  fold: Fold,
  y: number,
  { lanes, timeMs }: FindingLine,
  textStart: number,
): readonly string[] {
  if (fold.kind === 'hidden') return [label(textStart, y + 4, 'quiet', textOf(fold))];
  const { row } = fold;
  const columns: Lanes = { nodes: lanes, middleOf: columnOf };
  const mark = row.mark === 'violation' ? '✖ ' : row.mark === 'because' ? '▸ ' : '';
  const time = timeMs === null ? [] : [label(56, y + 4, 'quiet', String(row.timeMs))];
  return [
    label(16, y + 4, row.mark ?? 'plain', `${mark}${row.number}`),
    ...time,
    ...arrowShapes(row, y, columns),
    ...row.cells.flatMap((cell) => pill(cell, y, columns)),
    label(textStart, y + 4, row.mark ?? 'plain', row.text),
  ];
}
