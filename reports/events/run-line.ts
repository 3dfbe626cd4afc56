/**
 * The stream of a command that judges: `start`, then each finding as `report-line.ts` has it, then
 * targets, cases, and the summary. What reporters write is a fold over these lines.
 */
import type { FindingReport } from '../terminal/finding-report.ts';
import { linesOf, STREAM_VERSION, type ReportLine, type ReportStream } from './report-line.ts';

/** The commands that have such a stream. */
export type JudgingCommand = 'run' | 'check' | 'explore' | 'canary';

/** What was asked for, and of which whitewater. */
export interface StartLine {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'start';
  readonly command: JudgingCommand;
  /** The words of the command line, its name aside. */
  readonly arguments: readonly string[];
  /** Versions of whitewater and of Node. */
  readonly whitewater: string;
  readonly node: string;
  /** Operating system and processor, such as `linux x64`; older streams do not say. */
  readonly platform?: string;
  /** When the command started, in ISO 8601, UTC; older streams do not say. */
  readonly startedAt?: string;
}

/** What a hunt, a search or the evaluation of a mutant came to. */
export interface TargetLine {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'target';
  readonly target: string;
  readonly verdict: string;
  /** The verdict in words, as the rest of a sentence about the target. */
  readonly text: string;
  readonly asExpected: boolean;
  /** The property that the target is known to break; null if it is known to be sound. */
  readonly breaks: string | null;
  /** The options that do the same again. */
  readonly setting: string;
  readonly wallMs: number;
  /** Runs, events, states and the like, by name. */
  readonly figures: Readonly<Record<string, number>>;
  /** How often each property was exercised. */
  readonly exercised: Readonly<Record<string, number>>;
  /** How often each kind of fault happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** In how many runs each property broke; absent where that was not counted. */
  readonly brokenRuns?: Readonly<Record<string, number>>;
  /** How the number of abstract states grew with the number of runs; absent without a hunt. */
  readonly growth?: readonly GrowthPoint[];
  /** What the result is worth, in sentences with a name; absent where that was not worked out. */
  readonly worth?: readonly { readonly name: string; readonly text: string }[];
}

/** After so many runs, so many different abstract states had been seen. */
export interface GrowthPoint {
  readonly runs: number;
  readonly states: number;
}

/** `failure`: a claim did not hold. `error`: nothing was decided. `skipped`: nothing was tried. */
export type CaseOutcome = 'passed' | 'failure' | 'error' | 'skipped';

/** The verdict on one thing: a property of a target, a pinned finding, a mutant. */
export interface CaseLine {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'case';
  /** What it belongs to: the target, or the command. */
  readonly suite: string;
  readonly name: string;
  readonly outcome: CaseOutcome;
  /** The property that was judged; null if it was none. */
  readonly property: string | null;
  /** One line. */
  readonly message: string;
  /** The report for people; empty if there is none. */
  readonly details: string;
  /** The id of the finding that shows it; null if none does. */
  readonly finding: string | null;
}

/** The end. A stream without it was cut short. */
export interface SummaryLine {
  readonly v: typeof STREAM_VERSION;
  readonly type: 'summary';
  readonly command: JudgingCommand;
  readonly exitCode: number;
  readonly interrupted: boolean;
  readonly passed: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly findings: number;
}

export type RunLine = StartLine | ReportLine | TargetLine | CaseLine | SummaryLine;

/** A whole stream. */
export interface RunStream {
  readonly start: StartLine;
  readonly findings: readonly ReportStream[];
  readonly targets: readonly TargetLine[];
  readonly cases: readonly CaseLine[];
  readonly summary: SummaryLine;
}

/** What reporters are given: the stream, and the findings in it as they were gathered. */
export interface RunReport {
  readonly stream: RunStream;
  readonly reports: readonly FindingReport[];
}

/** Its lines in order. */
export function runLinesOf({
  start,
  findings,
  targets,
  cases,
  summary,
}: RunStream): readonly RunLine[] {
  return [start, ...findings.flatMap(linesOf), ...targets, ...cases, summary];
}

/** The last line, from those before it. */
export function summaryLine(
  { start, findings, cases }: Omit<RunStream, 'summary'>,
  exitCode: number,
  interrupted: boolean,
): SummaryLine {
  const count = (outcome: CaseOutcome): number =>
    cases.filter((line) => line.outcome === outcome).length;
  return {
    v: STREAM_VERSION,
    type: 'summary',
    command: start.command,
    exitCode,
    interrupted,
    passed: count('passed'),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    findings: findings.length,
  };
}

/** Whether all that was judged passed, and something was. */
export function hasPassed({ exitCode }: SummaryLine): boolean {
  return exitCode === 0;
}

/** What the cases came to, in words. */
export function summaryText({ passed, failures, errors, skipped }: SummaryLine): string {
  const all = passed + failures + errors;
  const bad = failures + errors;
  const rest = skipped === 0 ? '' : `; ${skipped} skipped`;
  if (all === 0) return `nothing was judged${rest}`;
  const cases = `${all} case${all === 1 ? '' : 's'}`;
  return bad === 0 ? `${cases} passed${rest}` : `${bad} of ${cases} failed${rest}`;
}
