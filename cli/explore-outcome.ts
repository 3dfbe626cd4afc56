/** One search, as exit code, as people and as scripts read it. */
import { supports } from '../simulator/capabilities.ts';
import { join } from 'node:path';
import type { Exploration } from '../campaign/threads/explore-job.ts';
import { stoodStillText } from '../campaign/threads/stood-still.ts';
import { FINDING_FILE } from '../campaign/findings/finding-file.ts';
import { LIMITS, type ExploreResult, type ExploreSummary } from '../reports/terminal/explore.ts';
import type { Expected } from '../targets/registry.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { DeadEndGoal } from '../trace/dead-end.ts';
import type { ExplorePlan, NotJudged } from './explore-plan.ts';
import { notSavedOf, type KeptFinding } from './keep-finding.ts';
import { stoodStillJson } from './stood-still.ts';

/** Whether the search came to what was expected of its target. */
export function codeOf(expected: Expected, { outcome }: Exploration): ExitCodeValue {
  switch (outcome.kind) {
    case 'violated': {
      const isDeclared =
        expected.verdict === 'violated' && expected.by === outcome.finding.property;
      return isDeclared ? ExitCode.expected : ExitCode.violation;
    }
    case 'stoodStill':
      return ExitCode.violation;
    case 'diverged':
      return ExitCode.notReproducible;
    case 'complete':
      return expected.verdict === 'held' ? ExitCode.expected : ExitCode.notMeaningful;
    case 'limitReached':
      return ExitCode.notMeaningful;
  }
}

/** The search as people read it. */
export function summaryOf(
  plan: ExplorePlan,
  exploration: Exploration,
  code: ExitCodeValue,
): ExploreSummary {
  const { entry, request, setting, notJudged } = plan;
  const { outcome, states, decisions, statesByDepth, wallMs, cpuMs, deadEnds, always } =
    exploration;
  const { expected, target } = entry;
  return {
    target: entry.name,
    breaks: expected.verdict === 'violated' ? expected.by : null,
    isAsExpected: code === ExitCode.expected,
    bounds: request.bounds,
    properties: request.properties,
    isSymmetric: supports(target.capabilities, 'symmetric'),
    proposes: supports(target.capabilities, 'proposals'),
    result: resultOf(outcome),
    states,
    decisions,
    statesByDepth,
    wallMs,
    cpuMs,
    setting,
    deadEnds: deadEnds ?? [],
    always: always ?? null,
    notJudged: [...notJudged, ...(exploration.spared ?? []).map(sparedGoal)],
  };
}

function sparedGoal(goal: DeadEndGoal): NotJudged {
  const why = `it is impossible from the first boot on; --property ${goal} says why`;
  return { goal, why };
}

function resultOf(outcome: Exploration['outcome']): ExploreResult {
  switch (outcome.kind) {
    case 'violated': {
      const { property, shrinking } = outcome.finding;
      return { kind: 'violated', property, decisions: shrinking.shrunk.decisions ?? 0 };
    }
    case 'limitReached':
      return { kind: 'limitReached', depth: outcome.depth, why: LIMITS[outcome.limit] };
    case 'stoodStill':
      return { kind: 'limitReached', depth: 0, why: stoodStillText(outcome) };
    default:
      return outcome;
  }
}

/** The search as scripts read it. */
export function jsonOf(
  { entry, request, notJudged }: ExplorePlan,
  exploration: Exploration,
  kept: readonly KeptFinding[],
): object {
  const { outcome, states, decisions, statesByDepth, deadEnds, always } = exploration;
  const { wallMs, cpuMs } = exploration;
  const [finding = null, ...others] = kept.map(findingJson);
  return {
    command: 'explore',
    target: entry.name,
    verdict: outcome.kind,
    bounds: request.bounds,
    properties: request.properties,
    states,
    decisions,
    statesByDepth,
    wallMs: Math.round(wallMs),
    cpuMs: Math.round(cpuMs),
    deadEnds: { judged: deadEnds ?? [], always: always ?? null, notJudged },
    ...(outcome.kind === 'limitReached' ? { depth: outcome.depth, limit: outcome.limit } : {}),
    notSaved: notSavedOf(kept),
    ...(outcome.kind === 'stoodStill' ? { stoodStill: stoodStillJson(outcome) } : {}),
    finding,
    others,
  };
}

function findingJson({ finding, label, folder }: KeptFinding): object {
  const { id, property, shrinking } = finding;
  const { decisions } = shrinking.shrunk;
  const file = folder === null ? null : join(folder, FINDING_FILE);
  return { id, property, label: label.kind, decisions, file };
}
