/** One hunt, as people and as scripts read it. */
import { join } from 'node:path';
import { FINDING_FILE } from '../campaign/findings/finding-file.ts';
import { idOf } from '../campaign/findings/findings-store.ts';
import { worthOf, type Unguided } from '../campaign/statistics/worth.ts';
import { summaryOfHunt } from '../reports/terminal/hunt-summary.ts';
import { grouped } from '../reports/terminal/numbers.ts';
import type { GuidedSummary, RunSummary } from '../reports/terminal/run.ts';
import type { HuntingEngine } from '../search/hunting/hunt-options.ts';
import { OUTCOME_KINDS, type OutcomeKind } from '../search/hunting/outcome.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { failureOf } from './failure.ts';
import type { Hunted } from './hunting.ts';
import type { KeptFinding } from './keep-finding.ts';
import { shortfallOf } from './min-coverage.ts';
import { stoodStillJson } from './stood-still.ts';

export function summaryOf(hunted: Hunted, code: ExitCodeValue): RunSummary {
  const { plan, result, wallMs, cpuMs, failedRuns } = hunted;
  const { entry, spared, setting } = plan;
  const { expected } = entry;
  return summaryOfHunt(result, {
    target: entry.name,
    breaks: expected.verdict === 'violated' ? expected.by : null,
    isAsExpected: code === ExitCode.expected,
    wallMs,
    ...(cpuMs === undefined ? {} : { cpuMs }),
    spared,
    setting,
    worth: worthOf(unguidedOf(hunted), hunted.coverage),
    guided: guidedOf(hunted),
    isInterrupted: hunted.isInterrupted,
    part: hunted.part ?? null,
    alone: aloneIn(hunted),
    shrinkingMs: hunted.shrinkingMs,
    shortfall: shortfallIn(hunted),
    logs: failedRuns.kept === 0 ? null : { kept: failedRuns.kept, folder: failedRuns.folder },
  });
}

/** What has not held is judged by something else. */
function shortfallIn({ plan, result, coverage }: Hunted): string | null {
  return result.outcome.kind === 'held' ? shortfallOf(plan.minCoverage, coverage) : null;
}

/** Of the runs that statistics speak of. */
function unguidedOf({ result, counts, guided }: Hunted): Unguided {
  const { pctRuns, pctWidth, pctLength } = counts;
  return { ...result.progress, pctRuns: pctRuns - guided.pctRuns, pctWidth, pctLength };
}

/** A budget may end before the other engine has begun. */
function aloneIn({ plan, counts }: Hunted): HuntingEngine | null {
  const { runs, adversarialRuns } = counts;
  const made = plan.request.engines.filter((engine) => {
    return (engine === 'timed' ? runs : adversarialRuns) > 0;
  });
  return plan.request.engines.length > 1 && made.length === 1 ? (made[0] ?? null) : null;
}

/** A hunt that was told of. */
interface Judged {
  readonly hunted: Hunted;
  readonly code: ExitCodeValue;
  readonly kept: readonly KeptFinding[];
  readonly unshrunk: readonly string[];
}

/** The part of `--json` about one target. */
export function jsonOf({ hunted, code, kept, unshrunk }: Judged): object {
  const { plan, result, wallMs, cpuMs, failedRuns, stoodStill } = hunted;
  const { entry, spared } = plan;
  const { runs, adversarialRuns, decisions, events, simulatedMs } = result.progress;
  return {
    target: entry.name,
    verdict: verdictOf(hunted),
    outcome: result.outcome,
    expected: entry.expected,
    asExpected: code === ExitCode.expected,
    runs,
    adversarialRuns,
    decisions,
    failedRuns: result.progress.failedRuns,
    events,
    simulatedMs,
    interrupted: hunted.isInterrupted,
    wallMs: Math.round(wallMs),
    cpuMs: cpuMs === undefined ? null : Math.round(cpuMs),
    shrinkingMs: Math.round(hunted.shrinkingMs),
    shortfall: shortfallIn(hunted),
    exercised: result.exercised,
    faultCounts: result.faultCounts,
    broken: result.broken,
    brokenRuns: result.brokenRuns,
    spared,
    stoodStill: stoodStill === null ? null : stoodStillJson(stoodStill),
    error: hunted.brokeDown === null ? null : failureOf(hunted.brokeDown).message,
    logs: failedRuns.kept === 0 ? null : failedRuns.folder,
    notSaved: [failedRuns.lost, ...kept.map(({ notSaved }) => notSaved)].filter(
      (line) => line !== null,
    ),
    worth: worthOf(unguidedOf(hunted), hunted.coverage),
    guided: guidedOf(hunted),
    firstFind: result.firstFind,
    findings: kept.map(findingJson),
    unshrunk: unshrunk.flatMap((file) => idOf(file) ?? []),
  };
}

/** Null if no corpus was in use. */
function guidedOf({ plan, guided, learned }: Hunted): GuidedSummary | null {
  const { corpus } = plan.request;
  if (corpus === undefined && guided.runs + guided.adversarialRuns === 0) return null;
  const { runs, adversarialRuns, failedRuns } = guided;
  return {
    runs,
    adversarialRuns,
    failedRuns,
    begunWith: corpus?.runs.length ?? null,
    learned: learned.length,
  };
}

function findingJson({ finding, label, folder, status = null }: KeptFinding): object {
  return {
    id: finding.id,
    property: finding.property,
    observed: finding.witness.observed,
    label: label.kind,
    status,
    file: folder === null ? null : join(folder, FINDING_FILE),
    nodes: finding.run.nodes,
    foundBy: finding.foundBy,
    actions: finding.shrinking.shrunk.actions,
    decisions: finding.shrinking.shrunk.decisions,
    minimal: finding.shrinking.result,
  };
}

/** What ended a hunt before its time is a failed run, whatever the others came to. */
export function verdictOf({ result, stoodStill, brokeDown }: Hunted): OutcomeKind {
  // Runs that held until then prove nothing.
  if (brokeDown !== null && result.outcome.kind === 'held') return 'inconclusive';
  return stoodStill === null ? result.outcome.kind : 'crashed';
}

/** The work before code of the target stood still, and how to see that again. */
export function remarksOf({ plan, result }: Hunted): Readonly<Record<string, string>> {
  const { runs, adversarialRuns, failedRuns } = result.progress;
  return {
    Runs:
      `${grouped(runs)} timed, ${grouped(adversarialRuns)} adversarial before it; ` +
      `${grouped(failedRuns)} failed`,
    Also: result.broken.length === 0 ? '' : `broken: ${result.broken.join(', ')}`,
    Setting: plan.setting,
  };
}

/** Gravest first: one verdict for several targets. */
export function worstOf(verdicts: readonly OutcomeKind[]): OutcomeKind {
  return OUTCOME_KINDS.find((kind) => verdicts.includes(kind)) ?? 'inconclusive';
}
