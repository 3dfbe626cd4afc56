/** Gathers what a command judges, and tells its reporters at the end. */
import { reportStream } from '../reports/events/stream.ts';
import {
  summaryLine,
  type CaseLine,
  type JudgingCommand,
  type TargetLine,
} from '../reports/events/run-line.ts';
import { STREAM_VERSION } from '../reports/events/report-line.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { planReporters, tellReporters, type ReporterArguments } from './reporters.ts';
import type { OutputArguments } from './terminal.ts';
import { versionHere } from './version.ts';

/** What one target, or one pinned finding, adds. */
export interface Judged {
  /** Of findings that could be drawn. */
  readonly reports?: readonly FindingReport[];
  readonly targets?: readonly Content<TargetLine>[];
  readonly cases?: readonly Content<CaseLine>[];
}

/** A line without what all of its kind have alike. */
export type Content<Line> = Omit<Line, 'v' | 'type'>;

export class Reporting {
  readonly #command: JudgingCommand;
  readonly #planned: ReturnType<typeof planReporters>;
  readonly #isJson: boolean;
  readonly #reports: FindingReport[] = [];
  readonly #targets: TargetLine[] = [];
  readonly #cases: CaseLine[] = [];
  readonly #startedAt = new Date().toISOString();

  /** Throws a {@link Refusal} before anything is done. */
  constructor(command: JudgingCommand, options: ReporterArguments & OutputArguments) {
    this.#command = command;
    this.#planned = planReporters(options, process.env);
    this.#isJson = options.json === true;
  }

  /** Whether stdout is for a program: then people are told nothing there. */
  get takesStdout(): boolean {
    return this.#isJson || this.#planned.some(({ outlet }) => outlet.kind === 'stdout');
  }

  add({ reports = [], targets = [], cases = [] }: Judged): void {
    this.#reports.push(...reports);
    const v = STREAM_VERSION;
    this.#targets.push(...targets.map((line): TargetLine => ({ v, type: 'target', ...line })));
    this.#cases.push(...cases.map((line): CaseLine => ({ v, type: 'case', ...line })));
  }

  /** Tells all reporters; the code of the command, unless a report that was asked for is lost. */
  end(code: ExitCodeValue, isInterrupted: boolean): ExitCodeValue {
    if (this.#planned.length === 0) return code;
    const start = {
      v: STREAM_VERSION,
      type: 'start',
      command: this.#command,
      arguments: process.argv.slice(2),
      whitewater: versionHere(),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      startedAt: this.#startedAt,
    } as const;
    const reports = this.#reports.map((report) => ({ ...report, isFull: true }));
    const body = {
      start,
      findings: reports.map(reportStream),
      targets: this.#targets,
      cases: this.#cases,
    };
    const stream = { ...body, summary: summaryLine(body, code, isInterrupted) };
    const isWritten = tellReporters(this.#planned, { stream, reports });
    return isWritten ? code : gravest([code, ExitCode.usage]);
  }
}
