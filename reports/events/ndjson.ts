/** The stream as text: one JSON object per line. */
import { plainJson } from '../story/escaped.ts';
import { linesOf, type ReportStream } from './report-line.ts';

export function renderNdjson(stream: ReportStream): string {
  return linesOf(stream)
    .map((line) => `${plainJson(line)}\n`)
    .join('');
}
