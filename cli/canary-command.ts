/** `canary`: every broken Raft must be found, every control left alone; prints the kill matrix. */
import { availableParallelism } from 'node:os';
import { LAB_TIMING } from '../core/timing.ts';
import { canaryInThreads } from '../campaign/threads/canary-job.ts';
import { cpuClock } from '../campaign/threads/cpu-clock.ts';
import { shownPath } from '../campaign/findings/place.ts';
import { SUBJECTS } from '../campaign/mutant-cases.ts';
import { renderMatrix, rowLine } from '../reports/terminal/kill-matrix.ts';
import type { TimeTaken } from '../reports/terminal/numbers.ts';
import { printPage, span } from '../reports/terminal/page.ts';
import type { Style } from '../reports/terminal/style.ts';
import { scoreOf, type MatrixRow } from '../search/canary/kill-matrix.ts';
import { oneOf } from './choice.ts';
import { USUAL_WORKERS } from './configuration/settings.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { Interrupt } from './interrupt.ts';
import { refuseForeignPage, writtenPage } from './mutants-file.ts';
import { catalogueText } from './mutants-page.ts';
import { parseCount, parseSeed, parseWorkers, seedText } from './quantity.ts';
import { judgedOfCanary } from './canary-cases.ts';
import { failureOf } from './failure.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { print, printJson, styleOf, warn, warnDressed, type OutputArguments } from './terminal.ts';

/** The options of `canary`, as typed. */
export interface CanaryOptions extends OutputArguments, ReporterArguments {
  readonly seed: string;
  readonly runs: string;
  readonly workers?: string;
  /** Where the page about all of them shall be written. */
  readonly page?: string;
  /** False after `--no-progress`. */
  readonly progress: boolean;
}

const IDS: readonly string[] = SUBJECTS.map(({ known }) => known.id);

export async function canaryCommand(
  text: readonly string[],
  options: CanaryOptions,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const reporting = new Reporting('canary', options);
  const { ids, seed, maxRuns, workers } = planned(text, options);
  const interrupt = new Interrupt();
  const rows: MatrixRow[] = [];
  const cpuMs = cpuClock();
  const underWay = canaryInThreads({ ids, seed, maxRuns, timing: LAB_TIMING }, workers, (row) => {
    rows.push(row);
    if (options.progress) warnDressed(progressRow(row, `${rows.length}/${ids.length}`, style));
  });
  const release = interrupt.onStop(() => underWay.stop());
  const ended = await underWay.done.finally(release).catch((error: unknown) => ({ error }));
  const { wallMs } = 'error' in ended ? { wallMs: 0 } : ended;
  const took = { wallMs, cpuMs: cpuMs() };
  const page = options.page === undefined ? null : pageOf(options.page, rows, ids.length);
  const left = ids.filter((id) => !rows.some((row) => row.id === id));
  if (options.json === true) {
    const figures = { interrupted: interrupt.hasStopped, left: left.length };
    printJson({ ...jsonOf(rows, took), ...figures, page: page && pageJson(page) });
  } else if (!reporting.takesStdout) print(`${renderMatrix(rows, scoreOf(rows), style, took)}\n`);
  if (left.length > 0) warn(`not finished: ${left.length} of ${ids.length} were not evaluated`);
  if (page !== null) warn(page.text);
  const error = 'error' in ended ? ended.error : null;
  const setting = `--seed ${seedText(seed)} --runs ${maxRuns}`;
  reporting.add(judgedOfCanary(rows, { left, setting, error }));
  const reached = error === null ? (interrupt.code ?? codeOf(rows)) : failureOf(error).exitCode;
  const code = reporting.end(reached, interrupt.hasStopped);
  // What was evaluated is told: now for what went wrong.
  if ('error' in ended) throw ended.error;
  return code;
}

interface Planned {
  readonly ids: readonly string[];
  readonly seed: number;
  readonly maxRuns: number;
  readonly workers: number;
}

/** Throws a refusal of one line before anything is done. */
function planned(
  text: readonly string[],
  { seed, runs, page, workers = USUAL_WORKERS }: CanaryOptions,
): Planned {
  const ids = text.map((id) => oneOf('mutant or control', id, IDS));
  if (page !== undefined) refuseForeignPage(page);
  return {
    ids: ids.length === 0 ? IDS : ids,
    seed: parseSeed(seed),
    maxRuns: parseCount('--runs', runs),
    workers: parseWorkers(workers, availableParallelism()),
  };
}

function progressRow(row: MatrixRow, place: string, style: Style): string {
  const label = place.padStart(7);
  return printPage([[span(label), ...rowLine(row, style.columns - label.length)]], style);
}

/** What became of the page, which is written whole or not at all. */
interface Page {
  readonly file: string;
  readonly isWritten: boolean;
  /** One line. */
  readonly text: string;
}

/** Half a page in the place of a whole one would be a loss. */
function pageOf(file: string, rows: readonly MatrixRow[], count: number): Page {
  if (rows.length === count) return { file, ...writtenPage(file, catalogueText(rows)) };
  const text = `not finished: no page is written, ${shownPath(file)} is kept as it was`;
  return { file, isWritten: false, text };
}

function pageJson({ file, isWritten, text }: Page): object {
  return { file, written: isWritten, text };
}

/** A control that dies is a false alarm: worse than a mutant that is missed. */
function codeOf(rows: readonly MatrixRow[]): ExitCodeValue {
  const failed = rows.filter(({ isAsExpected }) => !isAsExpected);
  if (failed.length === 0) return ExitCode.expected;
  const isFalseAlarm = failed.some(({ expected }) => expected === 'survives');
  return isFalseAlarm ? ExitCode.violation : ExitCode.notMeaningful;
}

function jsonOf(rows: readonly MatrixRow[], { wallMs, cpuMs }: TimeTaken): object {
  return {
    command: 'canary',
    wallMs: Math.round(wallMs),
    cpuMs: Math.round(cpuMs),
    mutants: rows.map((row) => {
      const { id, title, expected, kill, shortest, isAsExpected, length, needs } = row;
      const finding = kill?.finding ?? null;
      return {
        id,
        name: title,
        expected,
        asExpected: isAsExpected,
        killed: kill !== null,
        by: kill?.property ?? null,
        engine: kill?.engine ?? null,
        runsToKill: kill?.runs ?? null,
        wallMs: Math.round(row.attacks.reduce((sum, evaluate) => sum + evaluate.wallMs, 0)),
        huntMs: kill === null ? null : Math.round(kill.huntMs),
        shrinkMs: kill === null ? null : Math.round(kill.shrinkMs),
        decisions: finding?.shrinking.shrunk.decisions ?? null,
        actions: finding?.shrinking.shrunk.actions ?? null,
        length,
        nodes: finding?.run.nodes ?? null,
        shortest,
        proven: finding?.shrinking.result === 'proven shortest',
        needs,
      };
    }),
    score: scoreOf(rows),
  };
}
