/** What a command judged as Markdown, for a comment or the summary of a CI job. */
import {
  hasPassed,
  summaryText,
  type CaseLine,
  type RunStream,
  type TargetLine,
} from '../events/run-line.ts';
import { duration } from '../terminal/numbers.ts';
import { renderMarkdown } from './finding.ts';
import { bytesOf, BYTES_MAX, code, codeCell, sentence, tableRow } from './markdown-text.ts';

/** More than this nobody reads in a comment. */
const FINDINGS_MAX = 5;
const ROWS_MAX = 40;
/** What is said of findings that are left out. */
const BYTES_OF_REMARK = 200;

export function renderRunMarkdown(stream: RunStream): string {
  const { start, summary, targets, cases } = stream;
  const mark = hasPassed(summary) ? '✔' : '✖';
  const command = ['whitewater', ...start.arguments].join(' ');
  const head = [
    `### ${mark} whitewater ${start.command}: ${summaryText(summary)}`,
    '',
    `Command: ${code(short(command))}.`,
    '',
    ...(summary.interrupted ? ['Interrupted before its end.', ''] : []),
    ...tableOf(['', 'target', 'result', 'took'], targets, targetRow),
    ...tableOf(
      ['', 'case', 'what happened'],
      cases.filter(({ outcome }) => outcome !== 'passed'),
      caseRow,
    ),
    '',
  ].join('\n');
  return `${head}${findingsText(stream, BYTES_MAX - bytesOf(head) - BYTES_OF_REMARK)}`;
}

function tableOf<Content>(
  heads: readonly string[],
  contents: readonly Content[],
  cellsOf: (content: Content) => readonly string[],
): readonly string[] {
  if (contents.length === 0) return [];
  const left = contents.length - ROWS_MAX;
  return [
    tableRow(heads),
    `|${'---|'.repeat(heads.length)}`,
    ...contents.slice(0, ROWS_MAX).map((content) => tableRow(cellsOf(content))),
    '',
    ...(left > 0 ? [`… and ${left} more.`, ''] : []),
  ];
}

function targetRow({ target, text, asExpected, wallMs }: TargetLine): readonly string[] {
  return [asExpected ? '✔' : '✖', codeCell(short(target)), sentence(short(text)), duration(wallMs)];
}

function caseRow({ suite, name, outcome, message }: CaseLine): readonly string[] {
  const mark = outcome === 'skipped' ? '–' : '✖';
  return [mark, codeCell(short(`${suite}: ${name}`)), sentence(short(message))];
}

const TEXT_MAX = 300;

function short(text: string): string {
  const letters = [...text];
  return letters.length > TEXT_MAX ? `${letters.slice(0, TEXT_MAX).join('')}…` : text;
}

/** As many as there is room for, whole; how many there are besides. */
function findingsText({ findings }: RunStream, room: number): string {
  let text = '';
  let shown = 0;
  for (const stream of findings.slice(0, FINDINGS_MAX)) {
    const more = `${renderMarkdown(stream)}\n`;
    if (bytesOf(text + more) > room) break;
    text += more;
    shown += 1;
  }
  const left = findings.length - shown;
  if (left === 0) return text;
  const are = left === 1 ? 'finding is' : 'findings are';
  return `${text}${left} more ${are} saved, and not shown here.\n`;
}
