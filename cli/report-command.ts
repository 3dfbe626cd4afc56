/** `report`: renders a saved finding again, in any format. */
import { join } from 'node:path';
import { contentOf } from '../library/finding-text.ts';
import { FORMATS, type ReportFormat } from '../reports/formats.ts';
import { Refusal } from '../adapters/refusal.ts';
import { registered } from '../targets/registry.ts';
import { externalModule, type ExternalTargetArguments } from './bring-targets.ts';
import { stepLimitOf } from './exec.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { someOf } from './choice.ts';
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { DEFAULT_OUT } from './invocation.ts';
import { playablePage } from './playable.ts';
import { parseCount } from './quantity.ts';
import { recordedReport } from './recorded-report.ts';
import { targetHere } from './page-supplement.ts';
import { folderOfRun, reportersOf, storedRun, writeRun } from './report-stream.ts';
import { storedReport } from './stored-report.ts';
import { readStream, streamAt } from './stream-file.ts';
import { print, printJson, type OutputArguments } from './terminal.ts';
import { folderOf, writeReports, type Rendered, type ReportPlace } from './write-reports.ts';

/** More would tell no reader more. */
const CHANCE_RUNS_MAX = 100_000;

/** The options of `report`, as typed. */
export interface ReportOptions extends OutputArguments, ExternalTargetArguments {
  /** Names of formats, with commas between them. */
  readonly format: string;
  /** The folder for what is rendered; null: one of its own for each finding. */
  readonly out?: string;
  /** Random runs after each step of a page. */
  readonly chance?: string;
  readonly playable?: boolean;
}

export async function reportCommand(
  address: string,
  options: ReportOptions,
): Promise<ExitCodeValue> {
  const formats = formatsNamed(options.format);
  const { chance } = options;
  const chanceRuns = chance === undefined ? null : parseCount('--chance', chance, CHANCE_RUNS_MAX);
  const stored = streamAt(new FindingsStore(DEFAULT_OUT).locate(address));
  if (stored !== null) return reportStored(stored, formats, chanceRuns, options);
  const recorded = await recordedReport(address, options);
  if (recorded.kind === 'nothing') {
    if (options.json === true) printJson({ command: 'report', files: [] });
    return recorded.code;
  }
  const report = { ...contentOf(recorded.told), isFull: true };
  await reportFinding(report, formats, { target: recorded.target, chanceRuns }, options);
  return recorded.code;
}

async function reportFinding(
  report: FindingReport,
  formats: readonly ReportFormat[],
  performing: Omit<ReportPlace, 'folder'>,
  options: ReportOptions,
): Promise<void> {
  const folder = options.out ?? folderOf(report);
  const playable = options.playable === true ? [await playableOf(report, options, folder)] : [];
  const files = writeReports(report, formats, { folder, ...performing }, playable);
  const { id, target, property } = report.finding;
  if (options.json === true) printJson({ command: 'report', id, target, property, files });
  else for (const { file } of files) print(`${file}\n`);
}

/** From a stream alone, as `--reporter ndjson` and `--format ndjson` write it. */
async function reportStored(
  file: string,
  formats: readonly ReportFormat[],
  chanceRuns: number | null,
  options: ReportOptions,
): Promise<ExitCodeValue> {
  const stored = await readStream(file);
  if (stored.kind === 'finding') {
    const report = await storedReport(stored.stream, file);
    if (report === null) throw new Refusal(`${file}: an older version wrote it, without its run`);
    const target = targetHere(report.finding.target);
    await reportFinding(report, formats, { target, chanceRuns }, options);
    return ExitCode.expected;
  }
  const reporters = reportersOf(formats.map(({ name }) => name));
  if (options.playable === true) throw new Refusal('--playable: name one finding, not a run');
  const report = await storedRun(stored.stream, file);
  const folder = options.out ?? folderOfRun(stored.stream);
  const files = writeRun(report, reporters, folder, chanceRuns).map((one) => {
    return { format: one.format, file: one.file };
  });
  const { command } = stored.stream.start;
  if (options.json === true) printJson({ command: 'report', of: command, files });
  else for (const one of files) print(`${one.file}\n`);
  return ExitCode.expected;
}

function formatsNamed(text: string): readonly ReportFormat[] {
  const names = someOf(
    'format',
    text,
    FORMATS.map(({ name }) => name),
  );
  return FORMATS.filter(({ name }) => names.includes(name));
}

/** Made before anything is written: where it cannot be, nothing is. */
async function playableOf(
  report: FindingReport,
  options: ReportOptions,
  folder: string,
): Promise<Rendered> {
  const text = await playableText(report, options);
  return { format: 'playable', file: join(folder, 'playable.html'), text };
}

async function playableText(report: FindingReport, options: ReportOptions): Promise<string> {
  const own = registered(report.finding.target);
  const [module, ...others] = options.target ?? [];
  if (own !== undefined) return playablePage(report, own, null);
  if (module === undefined || others.length > 0) {
    throw new Refusal('--playable: a page plays our own targets, or one module: --target <file>');
  }
  const { entry } = await externalModule(module, stepLimitOf(options));
  return playablePage(report, entry, module);
}
