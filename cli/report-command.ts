/** `report`: renders a saved finding again, in any format. */
import { join } from 'node:path';
import { writeTogether } from '../campaign/findings/atomic-file.ts';
import { contentOf } from '../library/finding-text.ts';
import { reportStream } from '../reports/events/stream.ts';
import { FORMATS, type ReportFormat } from '../reports/formats.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import type { ExternalTargetArguments } from './bring-targets.ts';
import { someOf } from './choice.ts';
import type { ExitCodeValue } from './exit-code.ts';
import { DEFAULT_OUT } from './invocation.ts';
import { recordedReport } from './recorded-report.ts';
import { print, printJson, type OutputArguments } from './terminal.ts';

/** The options of `report`, as typed. */
export interface ReportOptions extends OutputArguments, ExternalTargetArguments {
  /** Names of formats, with commas between them. */
  readonly format: string;
  /** The folder for what is rendered; null: one of its own for each finding. */
  readonly out?: string;
}

export async function reportCommand(
  address: string,
  options: ReportOptions,
): Promise<ExitCodeValue> {
  const formats = formatsNamed(options.format);
  const recorded = await recordedReport(address, options);
  if (recorded.kind === 'nothing') {
    if (options.json === true) printJson({ command: 'report', files: [] });
    return recorded.code;
  }
  const report = { ...contentOf(recorded.told), isFull: true };
  const files = writeReports(report, formats, options.out ?? folderOf(report));
  const { id, target, property } = report.finding;
  if (options.json === true) printJson({ command: 'report', id, target, property, files });
  else for (const { file } of files) print(`${file}\n`);
  return recorded.code;
}

interface Written {
  readonly format: string;
  readonly file: string;
}

/** All or none of them: half of what was asked for would look like the whole. */
function writeReports(
  report: FindingReport,
  formats: readonly ReportFormat[],
  folder: string,
): readonly Written[] {
  const content = { report, stream: reportStream(report) };
  const rendered = formats.map(({ name, file, render }) => {
    return { format: name, file: join(folder, file), text: render(content) };
  });
  writeTogether(rendered);
  return rendered.map(({ format, file }) => ({ format, file }));
}

function formatsNamed(text: string): readonly ReportFormat[] {
  const names = someOf(
    'format',
    text,
    FORMATS.map(({ name }) => name),
  );
  return FORMATS.filter(({ name }) => names.includes(name));
}

/** Not beside the finding: what is pinned is under version control, and alone in its folder. */
function folderOf({ finding: { property, id } }: FindingReport): string {
  return join(DEFAULT_OUT, 'reports', `${property}-${id}`);
}
