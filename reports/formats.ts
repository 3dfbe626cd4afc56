/** The formats of reports: a new one is an entry here. */
import { renderNdjson } from './events/ndjson.ts';
import type { ReportStream } from './events/report-line.ts';
import { renderItf } from './itf/itf.ts';
import { renderJunit } from './junit/finding.ts';
import { renderMarkdown } from './markdown/finding.ts';
import { renderPage } from './page/page.ts';
import type { PageSupplement } from './page/supplement.ts';
import { renderShiviz } from './shiviz/shiviz.ts';
import { renderSvg } from './svg/svg.ts';
import { renderTla, TLA_MODULE } from './tla/tla.ts';
import type { FindingReport } from './terminal/finding-report.ts';

/** What a format is made from: the report as it was gathered, and the stream that it comes to. */
export interface ReportContent {
  readonly report: FindingReport;
  readonly stream: ReportStream;
  /** Gathered only if a page is wanted: it takes performing runs. */
  readonly supplement: () => PageSupplement;
}

/** One way to render a report. */
export interface ReportFormat {
  /** As users type it. */
  readonly name: string;
  /** The file that it is written to. */
  readonly file: string;
  readonly render: (content: ReportContent) => string;
}

export const FORMATS: readonly ReportFormat[] = [
  {
    name: 'html',
    file: 'report.html',
    render: ({ report, stream, supplement }) =>
      renderPage({ report, stream, supplement: supplement() }),
  },
  { name: 'md', file: 'report.md', render: ({ stream }) => renderMarkdown(stream) },
  { name: 'svg', file: 'trace.svg', render: ({ stream }) => renderSvg(stream) },
  { name: 'junit', file: 'junit.xml', render: ({ report }) => renderJunit(report) },
  { name: 'ndjson', file: 'events.ndjson', render: ({ stream }) => renderNdjson(stream) },
  { name: 'shiviz', file: 'trace.shiviz.log', render: ({ stream }) => renderShiviz(stream) },
  { name: 'itf', file: 'trace.itf.json', render: ({ stream }) => renderItf(stream) },
  { name: 'tla', file: `${TLA_MODULE}.tla`, render: ({ stream }) => renderTla(stream) },
];
