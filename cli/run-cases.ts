/** A hunt as reporters are told of it: a line about its target, and a case for each property. */
import { stoodStillText } from '../campaign/threads/stood-still.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import { renderFinding } from '../reports/terminal/finding.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { outcomeText } from '../reports/terminal/outcome.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import { worthItems } from '../reports/terminal/worth-lines.ts';
import type { CaseLine, TargetLine } from '../reports/events/run-line.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { failureOf } from './failure.ts';
import type { Hunted } from './hunting.ts';
import type { KeptFinding } from './keep-finding.ts';
import type { Content, Judged } from './reporting.ts';
import { shortfallOf } from './min-coverage.ts';
import { summaryOf, verdictOf } from './run-summary.ts';

type Case = Content<CaseLine>;

/** What a hunt adds to a report. A case is bad if, and only if, its exit code is. */
export function judgedOfHunt(
  hunted: Hunted,
  code: ExitCodeValue,
  kept: readonly KeptFinding[],
): Judged {
  const shortfall = shortfallOf(hunted.plan.minCoverage, hunted.coverage);
  const target = targetOf(hunted, code);
  const properties = judgedProperties(hunted).map((id) => caseOf(id, hunted, code, kept));
  return {
    reports: kept.flatMap(({ report }) => (report === null ? [] : [report])),
    targets: [target],
    cases: [...properties, ...undecidedCases(hunted, code, shortfall ?? target.text, properties)],
  };
}

/** A target that was to be hunted, and was not. */
export function judgedOfLeftOut(target: string, why: string): Judged {
  const message = `${why} before its hunt`;
  const none = { property: null, details: '', finding: null } as const;
  return { cases: [{ suite: target, name: 'hunt', outcome: 'skipped', message, ...none }] };
}

function targetOf(hunted: Hunted, code: ExitCodeValue): Content<TargetLine> {
  const { stoodStill, brokeDown, plan, result } = hunted;
  const summary = summaryOf(hunted, code);
  const { runs, adversarialRuns, decisions, failedRuns, inconclusiveRuns } = summary;
  const { events, simulatedMs, runsWithLeader, leaders, splitVotes } = summary;
  const text =
    brokeDown !== null
      ? `not decided: whitewater broke down: ${failureOf(brokeDown).message}`
      : stoodStill !== null
        ? `broke never-throws: ${stoodStillText(stoodStill)}`
        : outcomeText(summary);
  return {
    target: plan.entry.name,
    verdict: verdictOf(hunted),
    text,
    asExpected: code === ExitCode.expected,
    breaks: summary.breaks,
    setting: plan.setting,
    wallMs: Math.round(hunted.wallMs),
    figures: {
      ...{ runs, adversarialRuns, decisions, failedRuns, inconclusiveRuns },
      ...{ events, simulatedMs, runsWithLeader, leaders, splitVotes },
    },
    exercised: { ...result.exercised },
    faults: { ...result.faultCounts },
    brokenRuns: { ...result.brokenRuns },
    growth: hunted.coverage.growth,
    ...(summary.worth == null || verdictOf(hunted) !== 'held'
      ? {}
      : { worth: worthItems(summary.worth) }),
  };
}

/** Those that were asked for; all that judge the target, if none were. */
function judgedProperties({ plan, result, stoodStill }: Hunted): readonly PropertyId[] {
  const judged = plan.request.sought ?? (Object.keys(result.exercised) as PropertyId[]);
  return [...new Set([...judged, ...(stoodStill === null ? [] : ['never-throws' as const])])];
}

function caseOf(
  property: PropertyId,
  { plan, result, stoodStill }: Hunted,
  code: ExitCodeValue,
  kept: readonly KeptFinding[],
): Case {
  const { expected, name: suite } = plan.entry;
  const found = kept.find(({ finding }) => finding.property === property) ?? null;
  const shared = { suite, name: property, property, finding: found?.finding.id ?? null };
  const isDue = expected.verdict === 'violated' && expected.by === property;
  const stands = property === 'never-throws' && stoodStill !== null;
  if (result.broken.includes(property) || stands || found !== null) {
    const how = stands ? stoodStillText(stoodStill) : brokenText(property, found);
    const isFine = isDue || code === ExitCode.expected;
    const outcome = isFine ? 'passed' : 'failure';
    const message = isDue ? `broken, as it must be: ${how}` : how;
    return { ...shared, outcome, message, details: isFine ? '' : detailsOf(found) };
  }
  const count = result.exercised[property] ?? 0;
  if (isDue) {
    const message = `was to be broken, and was not; exercised ${counted(count, 'time')}`;
    return { ...shared, outcome: 'failure', message, details: '' };
  }
  if (count === 0)
    return { ...shared, outcome: 'skipped', message: 'never exercised', details: '' };
  return {
    ...shared,
    outcome: 'passed',
    message: `exercised ${counted(count, 'time')}`,
    details: '',
  };
}

function brokenText(property: PropertyId, found: KeptFinding | null): string {
  const { claim } = propertyNamed(property);
  return found === null ? `broken: ${claim}` : `${claim}: ${found.finding.witness.observed}`;
}

/** The report for people, whole. */
export function detailsOf(found: KeptFinding | null): string {
  const report = found?.report ?? null;
  return report === null ? '' : renderFinding({ ...report, isFull: true }, PLAIN_STYLE);
}

/** What no property is to blame for: a hunt that decided nothing, or cannot be trusted. */
function undecidedCases(
  { plan, result, brokeDown }: Hunted,
  code: ExitCodeValue,
  text: string,
  cases: readonly Case[],
): readonly Case[] {
  const { kind } = result.outcome;
  const isBad = cases.some(({ outcome }) => outcome === 'failure');
  const isWorthless = brokeDown !== null || kind === 'diverged';
  if (code === ExitCode.expected || (isBad && !isWorthless)) return [];
  const none = { property: null, details: '', finding: null } as const;
  return [{ suite: plan.entry.name, name: 'hunt', outcome: 'error', message: text, ...none }];
}
