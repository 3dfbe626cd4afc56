/** Streams as text: one JSON object per line. */
import { plainJson } from '../story/escaped.ts';
import { linesOf, type ReportStream } from './report-line.ts';
import { runLinesOf, type RunStream } from './run-line.ts';

/** The stream of a finding. */
export function renderNdjson(stream: ReportStream): string {
  return textOf(linesOf(stream));
}

/** The stream of a command. */
export function renderRunNdjson(stream: RunStream): string {
  return textOf(runLinesOf(stream));
}

function textOf(lines: readonly object[]): string {
  return lines.map((line) => `${plainJson(line)}\n`).join('');
}
