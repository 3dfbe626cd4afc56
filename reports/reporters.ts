/** The reporters of commands: a new one is an entry here. */
import { renderRunNdjson } from './events/ndjson.ts';
import type { RunReport } from './events/run-line.ts';
import { renderAnnotations } from './github/annotations.ts';
import { renderRunJunit } from './junit/run.ts';
import { renderRunMarkdown } from './markdown/run.ts';
import { runFiles, type RunFile } from './page/run/run-files.ts';
import type { PageSupplement } from './page/supplement.ts';
import type { FindingReport } from './terminal/finding-report.ts';

/** One way to tell what a command has judged. */
export type Reporter = TextReporter | FolderReporter;

export interface TextReporter {
  readonly kind: 'text';
  /** As users type it. */
  readonly name: string;
  /** The file within a folder of reports. */
  readonly file: string;
  /** The text of its file, or of stdout. */
  readonly render: (report: RunReport) => string;
  /** What it says on stderr besides; nothing for most. */
  readonly remark?: (report: RunReport) => string;
  /** The variable that names its file where none is typed; what is there is added to. */
  readonly fileVariable?: string;
}

/** Gathers what the page of a finding shows besides. */
export type Supplements = (report: FindingReport) => PageSupplement;

/** It writes several files, which belong together. */
export interface FolderReporter {
  readonly kind: 'folder';
  /** As users type it. */
  readonly name: string;
  /** Where one looks first. */
  readonly file: string;
  readonly files: (report: RunReport, supplements: Supplements) => readonly RunFile[];
}

export const REPORTERS: readonly Reporter[] = [
  { kind: 'folder', name: 'html', file: 'index.html', files: runFiles },
  {
    kind: 'text',
    name: 'md',
    file: 'report.md',
    render: ({ stream }) => renderRunMarkdown(stream),
  },
  {
    kind: 'text',
    name: 'junit',
    file: 'junit.xml',
    render: ({ stream }) => renderRunJunit(stream),
  },
  {
    kind: 'text',
    name: 'ndjson',
    file: 'events.ndjson',
    render: ({ stream }) => renderRunNdjson(stream),
  },
  {
    kind: 'text',
    name: 'github',
    file: 'summary.md',
    render: ({ stream }) => renderRunMarkdown(stream),
    remark: ({ stream }) => renderAnnotations(stream),
    fileVariable: 'GITHUB_STEP_SUMMARY',
  },
];
