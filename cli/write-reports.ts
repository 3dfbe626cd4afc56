/** Writes rendered reports: all of them, or none. */
import { join } from 'node:path';
import { writeTogether, type FileText } from '../campaign/findings/atomic-file.ts';
import { reportStream } from '../reports/events/stream.ts';
import type { ReportFormat } from '../reports/formats.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import type { Target } from '../simulator/target.ts';
import { DEFAULT_OUT } from './invocation.ts';
import { pageSupplement } from './page-supplement.ts';

/** Where reports go, and what they may perform. */
export interface ReportPlace {
  readonly folder: string;
  /** Null if runs of the target cannot be performed here. */
  readonly target: Target | null;
  /** Random runs after each step, for the chance of the violation; null: it is not sampled. */
  readonly chanceRuns: number | null;
}

/** A report that was written. */
export interface Written {
  readonly format: string;
  readonly file: string;
}

/** A report that is rendered already. */
export interface Rendered extends Written, FileText {}

/** All or none of them: half of what was asked for would look like the whole. */
export function writeReports(
  report: FindingReport,
  formats: readonly ReportFormat[],
  { folder, target, chanceRuns }: ReportPlace,
  besides: readonly Rendered[] = [],
): readonly Written[] {
  const content = {
    report,
    stream: reportStream(report),
    supplement: () => pageSupplement(report, target, chanceRuns),
  };
  const rendered = formats.map(({ name, file, render }) => {
    return { format: name, file: join(folder, file), text: render(content) };
  });
  const all = [...rendered, ...besides];
  writeTogether(all);
  return all.map(({ format, file }) => ({ format, file }));
}

/** Not beside the finding: what is pinned is under version control, and alone in its folder. */
export function folderOf({ finding: { property, id } }: FindingReport, out = DEFAULT_OUT): string {
  return join(out, 'reports', `${property}-${id}`);
}
