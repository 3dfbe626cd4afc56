/** A finding as Markdown, for an issue, a comment or the summary of a CI job. */
import { replayLabel, type FindingLine, type ReportStream } from '../events/report-line.ts';
import { foldRows, type Fold } from '../story/fold.ts';
import type { Row } from '../story/row.ts';
import { nodeName } from '../../trace/view.ts';
import { bytesOf, BYTES_MAX, code, codeCell, sentence, tableRow } from './markdown-text.ts';
import { mermaidLines } from './mermaid.ts';

/** Mermaid refuses texts of over 50,000 characters. */
const DIAGRAM_MAX = 50_000;
/** Longer lists are cut: a story of so many causes is for the other formats. */
const CLAUSES_MAX = 20;
const FAULTS_MAX = 40;

/** At most {@link BYTES_MAX}: what is too long for a comment is left out, and that is said. */
export function renderMarkdown(stream: ReportStream): string {
  const { finding, steps } = stream;
  const mermaid = mermaidLines(stream).join('\n');
  const diagram = ['```mermaid', mermaid, '```', ''];
  const table = stepTable(finding, foldRows(steps, false));
  const head = [...headLines(finding), ...keptLines(finding)];
  const end = replayLines(finding);
  const without = (what: string): readonly string[] => [`${what} too long for a comment.`, ''];
  const texts = [
    ...(mermaid.length > DIAGRAM_MAX ? [] : [[...head, ...diagram, ...table, ...end]]),
    [...head, ...without('The diagram is'), ...table, ...end],
    [...head, ...without('The diagram and the steps are'), ...end],
  ].map((lines) => lines.join('\n'));
  return texts.find((text) => bytesOf(text) <= BYTES_MAX) ?? texts.at(-1) ?? '';
}

/** The first of a list, and a line for the rest. */
function firstOf<Part>(
  parts: readonly Part[],
  max: number,
  lineOf: (part: Part) => string,
  restOf: (count: number) => string,
): readonly string[] {
  const left = parts.length - max;
  const lines = parts.slice(0, max).map(lineOf);
  return left > 0 ? [...lines, restOf(left)] : lines;
}

function headLines(finding: FindingLine): readonly string[] {
  const { property, claim, target, id, observed, step, timeMs, because, causes } = finding;
  const time = timeMs === null ? '' : ` (${timeMs} ms)`;
  const back = finding.regressed === true ? ' **Regressed**: it was resolved before.' : '';
  return [
    `### ✖ ${code(target)} breaks ${code(property)}: ${sentence(claim)}`,
    '',
    `**${sentence(observed)}, at step ${step}${time}.** Finding ${code(id)}.${back}`,
    '',
    ...firstOf(because, CLAUSES_MAX, clauseLine, (left) => `- and ${left} more`),
    ...causes.map((cause) => `- cause: **${sentence(cause)}**`),
    ...(because.length + causes.length === 0 ? [] : ['']),
  ];
}

function clauseLine({ step, text }: FindingLine['because'][number]): string {
  const place = step === null ? '' : `step ${step}: `;
  return `- evidence, ${place}${sentence(text)}`;
}

function faultRow({ id, text, when, needed }: FindingLine['kept'][number]): string {
  const trial = needed === null ? 'not tried' : needed ? 'passes: needed' : 'not needed';
  return tableRow([codeCell(id), sentence(text), sentence(when), trial]);
}

function keptLines({ kept, keptRemark, labelText, ...finding }: FindingLine): readonly string[] {
  const { found, shrunk, proof } = finding;
  const table = [
    '| fault | what | when | without it |',
    '|---|---|---|---|',
    ...firstOf(kept, FAULTS_MAX, faultRow, (left) => tableRow(['', `and ${left} more`, '', ''])),
    '',
  ];
  return [
    ...(kept.length === 0 ? [] : table),
    ...(keptRemark === null ? [] : [`Kept ${sentence(keptRemark)}.`, '']),
    ...(labelText === null ? [] : [`Label: ${sentence(labelText)}.`, '']),
    ...(found === null ? [] : [`Found ${sentence(found)}.`]),
    `Shrunk: ${shrunk.map(sentence).join(', ')}.`,
    ...(proof === null ? [] : [`Proof: ${sentence(proof)}.`]),
    '',
  ];
}

function stepTable(finding: FindingLine, folds: readonly Fold[]): readonly string[] {
  const hasClock = finding.timeMs !== null;
  const lanes = finding.lanes.map(nodeName);
  const heads = ['', 'step', ...(hasClock ? ['ms'] : []), ...lanes, 'what happens'];
  const width = heads.length;
  return [
    '<details><summary>All steps</summary>',
    '',
    tableRow(heads),
    `|${'---|'.repeat(width)}`,
    ...folds.map((fold) =>
      fold.kind === 'row'
        ? tableRow(cellsOf(fold.row, finding, hasClock))
        : tableRow([...Array<string>(width - 1).fill(''), `⋮ ${fold.count} steps hidden`]),
    ),
    '',
    '</details>',
    '',
  ];
}

function cellsOf(
  { number, timeMs, mark, arrow, cells, text }: Row,
  { lanes }: FindingLine,
  hasClock: boolean,
): readonly string[] {
  const sign = mark === null ? '' : mark === 'violation' ? '✖' : '▸';
  const words = sentence(text);
  const inLanes = lanes.map((node) => {
    const cell = cells.find((one) => one.node === node)?.text;
    if (cell !== undefined) return codeCell(cell);
    return arrow?.from === node ? codeCell(`${arrow.label} →`) : '';
  });
  const time = hasClock ? [String(timeMs)] : [];
  return [sign, String(number), ...time, ...inLanes, mark === null ? words : `**${words}**`];
}

function replayLines(finding: FindingLine): readonly string[] {
  return [`${replayLabel(finding)}: ${code(finding.replay)}`, ''];
}
