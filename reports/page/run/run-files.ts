/** The folder of a run: its page, the pages of its findings, and the stream behind them. */
import { renderRunNdjson } from '../../events/ndjson.ts';
import type { RunReport } from '../../events/run-line.ts';
import type { FindingReport } from '../../terminal/finding-report.ts';
import { renderPage } from '../page.ts';
import type { PageSupplement } from '../supplement.ts';
import { renderRunPage } from './run-page.ts';
import { pageKey } from './stories.ts';

/** A file of a folder, by its name in there. */
export interface RunFile {
  readonly name: string;
  readonly text: string;
}

/** The stream is beside the page, so that `report` can render the folder again. */
export function runFiles(
  { stream, reports }: RunReport,
  supplementOf: (report: FindingReport) => PageSupplement,
): readonly RunFile[] {
  const pages = new Map<string, RunFile>();
  for (const one of stream.findings) {
    const { id, property } = one.finding;
    const report = reports.find(
      ({ finding }) => finding.id === id && finding.property === property,
    );
    if (report === undefined) continue;
    const key = pageKey(report.finding);
    const text = renderPage({ report, stream: one, supplement: supplementOf(report) });
    pages.set(key, { name: `${key}.html`, text });
  }
  const names = new Map([...pages].map(([key, { name }]) => [key, name] as const));
  return [
    { name: 'index.html', text: renderRunPage(stream, names) },
    { name: 'events.ndjson', text: renderRunNdjson(stream) },
    ...pages.values(),
  ];
}
