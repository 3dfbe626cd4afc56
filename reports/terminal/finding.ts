/** A finding for people: what broke, why, how little it takes, each step, how to replay it. */
import { traceIndex } from '../story/trace-index.ts';
import { foldRows, type Fold } from '../story/fold.ts';
import { keptFaultsOf } from '../story/kept-faults.ts';
import { tellStory } from '../story/telling.ts';
import type { Story } from '../story/row.ts';
import { nodeName } from '../../trace/view.ts';
import { headlines, whyLines } from './finding-head.ts';
import type { FindingReport } from './finding-report.ts';
import { keptLines } from './kept-lines.ts';
import { keyLines } from './key-lines.ts';
import { labelLines } from './label-lines.ts';
import { headerLine, isRowCut, noteLine, quietLine, rowLines } from './lanes.ts';
import { layoutOf, type Layout } from './layout.ts';
import { commandLines, EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import { shrunkLines } from './shrunk-lines.ts';
import type { Style } from './style.ts';

/** Fewer between two steps are not worth a line. */
const HEARTBEATS_SHOWN = 5;

/** The report as text. */
export function renderFinding(report: FindingReport, style: Style): string {
  const { finding, trace, isFull } = report;
  const { run, property, witness } = finding;
  const hasClock = run.kind === 'scenario';
  const { timing } = run;
  const index = traceIndex(trace, run.nodes);
  const account = keptFaultsOf(report, index);
  const { story, causes } = tellStory(index, { property, witness, timing }, account.by);
  const layout = layoutOf(story, hasClock, style.columns);
  const kept = account.keptIn(story);
  const folds = foldRows(story.rows, isFull);
  const steps = folds.flatMap((fold) => foldLines(fold, layout, report));
  const rows = folds.flatMap((fold) => (fold.kind === 'row' ? [fold.row] : []));
  const isAnyCut = rows.some((row) => isRowCut(row, layout));
  const signs = { hasThinLanes: isThin(steps), hasCutCells: isAnyCut };
  const faults = kept.faults.map(({ id }) => id);
  const because = witness.because.map(({ text }) => text);
  const texts = [witness.observed, ...because, ...causes, ...rows.map(({ text }) => text)];
  const lines: readonly Line[] = [
    ...headlines(report, style.columns),
    EMPTY_LINE,
    ...whyLines(witness, story, causes, hasClock),
    EMPTY_LINE,
    ...shrunkLines(finding),
    ...keptLines(kept, style.columns),
    ...labelLines(report),
    EMPTY_LINE,
    headerLine(layout),
    ...steps,
    ...idleLines(story),
    EMPTY_LINE,
    ...keyLines({ rows, texts, ...signs, faults, hasClock }),
    ...nextLines(report),
  ];
  return `${printPage(lines, style)}\n`;
}

/** A cluster is larger than its lanes: whoever counts votes has to know. */
function idleLines({ idle }: Story): readonly Line[] {
  if (idle.length === 0) return [];
  const names = idle.map(nodeName);
  const last = names.pop() ?? '';
  const take = names.length === 0 ? `${last} takes` : `${names.join(', ')} and ${last} take`;
  return [noteLine(`${take} no part`)];
}

function foldLines(fold: Fold, layout: Layout, { isLost = false }: FindingReport): readonly Line[] {
  if (fold.kind === 'hidden') {
    const how = isLost ? '--full' : 'replay with --full';
    return [noteLine(`⋮ ${fold.count} steps hidden: ${how} shows them`)];
  }
  const { row } = fold;
  const { heartbeatsBefore } = row;
  const beats =
    heartbeatsBefore < HEARTBEATS_SHOWN
      ? []
      : [quietLine(row.interrupted, layout, `⋮ ${heartbeatsBefore} AppendEntries and answers`)];
  return [...beats, ...rowLines(row, layout)];
}

function isThin(lines: readonly Line[]): boolean {
  return lines.some((line) => line.some(({ text }) => text.includes('┆')));
}

function nextLines({ replayCommand, folder, isLost = false }: FindingReport): readonly Line[] {
  if (isLost) {
    const lost = paragraph(
      [span('   Lost     ', 'quiet')],
      'it is not saved; this finds it again:',
    );
    return [...lost, ...commandLines([span('   Again    ', 'quiet')], replayCommand)];
  }
  const files = folder === null ? [] : paragraph([span('   Files    ', 'quiet')], folder);
  return [...commandLines([span('   Replay   ', 'quiet')], replayCommand), ...files];
}
