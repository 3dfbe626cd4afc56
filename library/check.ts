/** `check`: a hunt in one call, for tests. */
import type { ActionKind } from '../faults/action.ts';
import { ACTIONS, kindsFairTo } from '../faults/catalogue.ts';
import { renderRun } from '../reports/terminal/run.ts';
import { summaryOfHunt } from '../reports/terminal/hunt-summary.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import type { PropertyId } from '../properties/property.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import { SAFETY_PROPERTIES } from '../search/running/perform-schedule.ts';
import { hunt } from '../search/hunting/hunt.ts';
import type { HuntOptions, HuntResult } from '../search/hunting/hunt-options.ts';
import type { InconclusiveReason } from '../search/hunting/outcome.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import { checkedTarget } from '../adapters/checked-target.ts';
import type { LiveTarget, PureTarget, Target } from '../simulator/target.ts';
import { Caller } from './caller.ts';
import { CheckFailed, type Reason } from './check-failed.ts';
import { huntOptions, type CheckOptions } from './check-options.ts';
import { failedWith, headlineOf } from './failed-with.ts';
import { keptFindings } from './kept-finding.ts';
import { elapsedMs } from './stopwatch.ts';
import { optionsText } from './setting.ts';

const SAFETY: ReadonlySet<PropertyId> = new Set(SAFETY_PROPERTIES.map(({ id }) => id));

/** What a check that passed has done: a green run shows its work. */
export interface Checked {
  readonly seed: number;
  /** Runs with a clock. */
  readonly runs: number;
  /** Runs in which fast-check picked what happens next; 0 for a live target. */
  readonly adversarialRuns: number;
  /** Leaders elected in the runs with a clock; never 0. */
  readonly leaders: number;
  /** How often each property was put to the test. */
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** All of it as a terminal shows it. */
  readonly report: string;
}

/**
 * Takes a target through runs with faults, and judges every step of them. For a pure target it is
 * over when it returns; for a live one, when its promise is fulfilled.
 *
 * @example
 * ```ts
 * test('my election keeps its promises', () => {
 *   check(myElection, { runs: 300 });
 * });
 * ```
 *
 * @throws {@link CheckFailed} (a live target: rejects with it) with the report as its message:
 *   what broke, why, the smallest run that shows it, and how to see it again.
 * @throws RangeError for an option out of range.
 */
export function check(target: PureTarget, options?: CheckOptions): Checked;
export function check(target: LiveTarget, options?: CheckOptions): Promise<Checked>;
export function check(target: Target, options?: CheckOptions): Checked | Promise<Checked>;
export function check(target: Target, options: CheckOptions = {}): Checked | Promise<Checked> {
  const caller = new Caller(check);
  const work = (): Checked => hunted(target, options);
  return target.family === 'live' ? caller.later(() => inMacrotask(work)) : caller.now(work);
}

function hunted(given: Target, said: CheckOptions): Checked {
  const target = checkedTarget(given);
  const chosen = huntOptions(target, said);
  const { seed, nodes } = chosen;
  target.load?.();
  const elapsed = elapsedMs();
  const result = huntFor(target, chosen, said);
  const failure = failureOf(result);
  const summary = summaryOfHunt(result, {
    target: target.name,
    breaks: null,
    isAsExpected: failure === null,
    wallMs: elapsed(),
    spared: said.faults === undefined ? sparedFor(target) : [],
    setting: optionsText({ seed, nodes }, said),
    logs: null,
  });
  const report = renderRun(summary, PLAIN_STYLE);
  if (failure !== null) throw failed(failure, target, result, report, said);
  const { runs, adversarialRuns, leaders } = result.progress;
  const { exercised } = result;
  return { seed, runs, adversarialRuns, leaders, exercised, report };
}

/**
 * Two leaders in one term say more than a late one, and their run is shorter: once liveness is
 * broken, safety is looked for in as many runs.
 */
function huntFor(target: Target, chosen: HuntOptions, said: CheckOptions): HuntResult {
  const result = hunt(target, chosen);
  const [finding] = result.findings;
  if (finding === undefined || chosen.sought !== null || result.diverged > 0) return result;
  if (propertyNamed(finding.property).kind === 'safety') return result;
  // The time of a budget begins anew: shrinking has used up the first.
  const again = huntOptions(target, { ...said, seed: chosen.seed });
  const safety = hunt(target, { ...again, sought: SAFETY });
  return safety.findings.length > 0 ? safety : result;
}

/** What the target does not promise to bear. */
function sparedFor({ capabilities }: Target): readonly ActionKind[] {
  const fair = kindsFairTo(capabilities);
  return ACTIONS.map(({ kind }) => kind).filter((kind) => !fair.includes(kind));
}

/** What is wrong, and in a few words why; `why` follows the name of the target. */
interface Failure {
  readonly reason: Reason;
  readonly why: string;
}

/** Null if nothing is wrong. */
function failureOf({ outcome }: HuntResult): Failure | null {
  switch (outcome.kind) {
    case 'diverged':
      return { reason: 'diverged', why: 'is not deterministic: the same run went two ways' };
    case 'violated':
      return { reason: 'violated', why: `breaks ${outcome.properties.join(', ')}` };
    case 'crashed':
      return { reason: 'crashed', why: 'threw an error' };
    case 'inconclusive':
      return { reason: 'inconclusive', why: undecidedText(outcome.reason) };
    case 'held':
      return outcome.exercised > 0 ? null : { reason: 'inconclusive', why: 'has no property' };
  }
}

function undecidedText(reason: InconclusiveReason): string {
  switch (reason.kind) {
    case 'nothingRun':
    case 'emptyShard':
      return 'is not decided: nothing was run';
    case 'interrupted':
    case 'partOfCampaign':
      return 'is not decided: interrupted before its end';
    case 'limitReached':
      return `is not decided: ${reason.runs} runs reached a limit`;
    case 'noLeader':
      return 'is not put to the test: no run elected a leader';
    case 'neverExercised': {
      const [id] = reason.properties;
      const advice = id === 'one-vote-per-term' ? ' (a refusal must be sent, not kept silent)' : '';
      return `is not put to the test: ${id} never came up${advice}`;
    }
  }
}

function failed(
  { reason, why }: Failure,
  target: Target,
  { findings }: HuntResult,
  summary: string,
  { out }: CheckOptions,
): CheckFailed {
  const [finding] = findings;
  if (finding === undefined || reason === 'diverged') {
    return new CheckFailed(reason, `${target.name} ${why}\n\n${summary}`, null);
  }
  const headline = headlineOf(target, finding);
  const told = keptFindings(target, findings, out);
  return failedWith(target, finding, `${headline}\n\n${told}\n${summary}`);
}
