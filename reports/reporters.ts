/** The reporters of commands: a new one is an entry here. */
import { renderRunNdjson } from './events/ndjson.ts';
import type { RunReport } from './events/run-line.ts';
import { renderAnnotations } from './github/annotations.ts';
import { renderRunJunit } from './junit/run.ts';
import { renderRunMarkdown } from './markdown/run.ts';

/** One way to tell what a command has judged. */
export interface Reporter {
  /** As users type it. */
  readonly name: string;
  /** The text of its file, or of stdout. */
  readonly render: (report: RunReport) => string;
  /** What it says on stderr besides; nothing for most. */
  readonly remark?: (report: RunReport) => string;
  /** The variable that names its file where none is typed; what is there is added to. */
  readonly fileVariable?: string;
}

export const REPORTERS: readonly Reporter[] = [
  { name: 'md', render: ({ stream }) => renderRunMarkdown(stream) },
  { name: 'junit', render: ({ stream }) => renderRunJunit(stream) },
  { name: 'ndjson', render: ({ stream }) => renderRunNdjson(stream) },
  {
    name: 'github',
    render: ({ stream }) => renderRunMarkdown(stream),
    remark: ({ stream }) => renderAnnotations(stream),
    fileVariable: 'GITHUB_STEP_SUMMARY',
  },
];
