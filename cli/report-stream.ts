/** `report` of a stream: renders again what a command has judged, or one finding. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { writeTogether } from '../campaign/findings/atomic-file.ts';
import type { ReportStream } from '../reports/events/report-line.ts';
import type { RunReport, RunStream } from '../reports/events/run-line.ts';
import { REPORTERS, type Reporter, type Supplements } from '../reports/reporters.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { DEFAULT_OUT } from './invocation.ts';
import { pageSupplement, targetHere } from './page-supplement.ts';
import { storedReport } from './stored-report.ts';
import { warn } from './terminal.ts';
import type { Rendered } from './write-reports.ts';

/** Those that a run has: the others draw the events of one finding. */
const OF_RUNS = REPORTERS.filter(({ name }) => name !== 'github');

/** Throws a {@link Refusal} for a format that no run has. */
export function reportersOf(names: readonly string[]): readonly Reporter[] {
  const known = OF_RUNS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return OF_RUNS.filter(({ name }) => names.includes(name));
  throw new Refusal(`a run has no ${unknown}: there are ${known.join(', ')}`);
}

/** The findings of a run as they can be drawn; of those that cannot, it is said why. */
export async function storedRun(stream: RunStream, file: string): Promise<RunReport> {
  const reports: FindingReport[] = [];
  for (const finding of stream.findings) {
    const report = await drawable(finding, file);
    if (report !== null) reports.push(report);
  }
  return { stream, reports };
}

async function drawable(stream: ReportStream, file: string): Promise<FindingReport | null> {
  try {
    return await storedReport(stream, file);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`finding ${stream.finding.id} has no page: ${error.message}`);
    return null;
  }
}

/** Equal streams go to the same folder. */
export function folderOfRun({ start, summary, cases }: RunStream): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([start, cases, summary]))
    .digest('hex');
  return join(DEFAULT_OUT, 'reports', `${start.command}-${hash.slice(0, 12)}`);
}

/** All of the files, or none. */
export function writeRun(
  report: RunReport,
  reporters: readonly Reporter[],
  folder: string,
  chanceRuns: number | null,
): readonly Rendered[] {
  const supplements: Supplements = (one) =>
    pageSupplement(one, targetHere(one.finding.target), chanceRuns);
  const files = new Map<string, Rendered>();
  for (const reporter of reporters) {
    const { name: format } = reporter;
    const rendered =
      reporter.kind === 'folder'
        ? reporter.files(report, supplements)
        : [{ name: reporter.file, text: reporter.render(report) }];
    for (const { name, text } of rendered) {
      const file = join(folder, name);
      files.set(file, { format, file, text });
    }
  }
  const all = [...files.values()];
  writeTogether(all);
  return all;
}
