/** `report`: renders a saved finding again, in any format. */
import { existsSync } from 'node:fs';
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
import { recordedReport, type StoredPlace } from './recorded-report.ts';
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
  /**
   * The folder for what is rendered. A finding that is kept in it has a folder of its own there;
   * so it has in the usual one, if none is named.
   */
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
  const place = placeOf(address, options.out);
  const stored = streamAt(place.path);
  if (stored !== null) return reportStored(stored, formats, chanceRuns, options);
  const recorded = await recordedReport(address, place, options);
  if (recorded.kind === 'nothing') {
    if (options.json === true) printJson({ command: 'report', files: [] });
    return recorded.code;
  }
  const report = { ...contentOf(recorded.told), isFull: true };
  const isFromThere = options.out === undefined || place.out === options.out;
  const folder = isFromThere ? folderOf(report, place.out) : options.out;
  await reportFinding(report, formats, { folder, target: recorded.target, chanceRuns }, options);
  return recorded.code;
}

/** Whoever has runs leave things in a folder of their own names it here, too. */
function placeOf(address: string, out: string | undefined): StoredPlace {
  if (out !== undefined && !existsSync(address)) {
    const path = new FindingsStore(out).find(address);
    if (path !== null) return { path, out };
  }
  return { path: new FindingsStore(DEFAULT_OUT).locate(address), out: DEFAULT_OUT };
}

async function reportFinding(
  report: FindingReport,
  formats: readonly ReportFormat[],
  place: ReportPlace,
  options: ReportOptions,
): Promise<void> {
  const { folder } = place;
  const playable = options.playable === true ? [await playableOf(report, options, folder)] : [];
  const files = writeReports(report, formats, place, playable);
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
    const folder = options.out ?? folderOf(report);
    await reportFinding(report, formats, { folder, target, chanceRuns }, options);
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
