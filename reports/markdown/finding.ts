/** A finding as Markdown, for an issue, a comment or the summary of a CI job. */
import type { FindingLine, ReportStream } from '../events/report-line.ts';
import { foldRows, type Fold } from '../story/fold.ts';
import type { Row } from '../story/row.ts';
import { nodeName } from '../../trace/view.ts';
import { code, codeCell, sentence, tableRow } from './markdown-text.ts';
import { mermaidLines } from './mermaid.ts';

/** Comments and summaries of GitHub have limits; a longer diagram or table is left out. */
const LENGTH_MAX = 60_000;

export function renderMarkdown(stream: ReportStream): string {
  const { finding, steps } = stream;
  const diagram = ['```mermaid', ...mermaidLines(stream), '```', ''];
  const table = stepTable(finding, foldRows(steps, false));
  const head = [...headLines(finding), ...keptLines(finding)];
  const end = replayLines(finding);
  const whole = [...head, ...diagram, ...table, ...end].join('\n');
  if (whole.length <= LENGTH_MAX) return whole;
  const remark = 'The diagram and the steps are too long for a comment.';
  return [...head, remark, '', ...end].join('\n');
}

function headLines(finding: FindingLine): readonly string[] {
  const { property, claim, target, id, observed, step, timeMs, because, causes } = finding;
  const time = timeMs === null ? '' : ` (${timeMs} ms)`;
  return [
    `### ✖ ${code(target)} breaks ${code(property)}: ${sentence(claim)}`,
    '',
    `**${sentence(observed)}, at step ${step}${time}.** Finding ${code(id)}.`,
    '',
    ...because.map(({ step: at, text }) => {
      const place = at === null ? '' : `step ${at}: `;
      return `- because, ${place}${sentence(text)}`;
    }),
    ...causes.map((cause) => `- cause: **${sentence(cause)}**`),
    ...(because.length + causes.length === 0 ? [] : ['']),
  ];
}

function keptLines({ kept, keptRemark, labelText, ...finding }: FindingLine): readonly string[] {
  const { found, shrunk, proof } = finding;
  const table = [
    '| fault | what | when | without it |',
    '|---|---|---|---|',
    ...kept.map(({ id, text, when, needed }) => {
      const trial = needed === null ? 'not tried' : needed ? 'passes: needed' : 'not needed';
      return tableRow([codeCell(id), sentence(text), sentence(when), trial]);
    }),
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

function replayLines({ replay }: FindingLine): readonly string[] {
  return [`Replay: ${code(replay)}`, ''];
}
