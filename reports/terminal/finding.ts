/** A finding for people: what broke, why, how little it takes, each step, how to replay it. */
import { blame } from '../story/blame.ts';
import { chronicle } from '../story/chronicle.ts';
import { foldRows, type Fold } from '../story/fold.ts';
import { hintsOf } from '../story/hints.ts';
import { keptActions } from '../story/kept.ts';
import { tellStory } from '../story/tell.ts';
import { headlines, keptLines, shrunkLines, whyLines } from './finding-head.ts';
import type { FindingReport } from './finding-report.ts';
import { headerLine, layoutOf, noteLine, quietLine, rowLines, type Layout } from './lanes.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style } from './style.ts';

/** Fewer between two steps are no news. */
const HEARTBEATS_SHOWN = 5;

/** The report as text of at most 100 columns. */
export function renderFinding(report: FindingReport, style: Style): string {
  const { finding, trace, actions, isFull } = report;
  const kept = keptActions(finding.scenario, actions, finding.ablation);
  const by = blame(trace, kept);
  const told = chronicle(trace, finding.scenario.nodes);
  const story = tellStory(told, finding.witness, by);
  const layout = layoutOf(story);
  const lines: readonly Line[] = [
    ...headlines(report),
    EMPTY_LINE,
    ...whyLines(finding.witness, story, hintsOf(told, finding.property, story)),
    EMPTY_LINE,
    ...shrunkLines(finding.shrinking),
    ...keptLines(kept, finding.scenario.actions.length - kept.length),
    EMPTY_LINE,
    headerLine(layout),
    ...foldRows(story.rows, isFull).flatMap((fold) => foldLines(fold, layout)),
    EMPTY_LINE,
    ...nextLines(report),
  ];
  return `${printPage(lines, style)}\n`;
}

function foldLines(fold: Fold, layout: Layout): readonly Line[] {
  if (fold.kind === 'hidden') {
    return [noteLine(`⋮ ${fold.count} steps hidden, --full shows them`)];
  }
  const { row } = fold;
  const { heartbeatsBefore } = row;
  const beats =
    heartbeatsBefore < HEARTBEATS_SHOWN
      ? []
      : [quietLine(row.interrupted, layout, `⋮ ${heartbeatsBefore} heartbeats and answers`)];
  return [...beats, ...rowLines(row, layout)];
}

function nextLines({ replayCommand, folder }: FindingReport): readonly Line[] {
  const files = folder === null ? [] : paragraph([span('   Files    ', 'quiet')], folder);
  return [...paragraph([span('   Replay   ', 'quiet')], replayCommand), ...files];
}
