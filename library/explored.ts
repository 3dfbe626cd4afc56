/** What a search comes to for the test that asked for it: a proof, or an error. */
import type { ExploreOutcome } from '../campaign/threads/explore-job.ts';
import { stoodStillText } from '../campaign/threads/stood-still.ts';
import {
  LIMITS,
  renderExplore,
  type ExploreResult,
  type ExploreSummary,
} from '../reports/terminal/explore.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import type { AlwaysElectable } from '../search/dead-ends/always-electable.ts';
import type { SearchSize } from '../search/exploring/bounds.ts';
import type { ShrinkResult } from '../search/shrinking/make-finding.ts';
import { supports } from '../simulator/capabilities.ts';
import type { PureTarget } from '../simulator/target.ts';
import { CheckFailed } from './check-failed.ts';
import type { ExplorePlan } from './explore-options.ts';
import { failedWith, headlineOf } from './failed-with.ts';
import { keptFindings } from './kept-finding.ts';

/** A proof: no run within the bounds breaks any of the properties. */
export interface Explored {
  /** Different states of the cluster, told apart by their clusters and by fingerprints. */
  readonly states: number;
  /** Decisions that were tried in them. */
  readonly decisions: number;
  /** The proof, with its bounds, as a terminal shows it. */
  readonly report: string;
}

/** A search that is over, in this thread or in others. */
export interface SearchOver extends SearchSize {
  readonly outcome:
    | ({ readonly kind: 'violated' } & ShrinkResult)
    | Exclude<ExploreOutcome, { readonly kind: 'violated' }>;
  readonly wallMs: number;
  /** Processor time of all threads. */
  readonly cpuMs: number;
  readonly always?: AlwaysElectable | null;
}

/**
 * Throws {@link CheckFailed} unless it is a proof. `out`: where a finding is saved; null: nowhere.
 */
export function proofOf(
  target: PureTarget,
  plan: ExplorePlan,
  over: SearchOver,
  out: string | null | undefined,
): Explored {
  const { outcome, states, decisions } = over;
  const report = (result: ExploreResult): string => reportOf(target, plan, over, result);
  switch (outcome.kind) {
    case 'complete':
      return { states, decisions, report: report(outcome) };
    case 'violated': {
      const { finding, others } = outcome;
      const told = keptFindings(target, [finding, ...others], out);
      throw failedWith(target, finding, `${headlineOf(target, finding)}\n\n${told}`);
    }
    case 'diverged':
      throw new CheckFailed('diverged', report(outcome), null);
    case 'stoodStill':
      throw new CheckFailed('crashed', `${target.name}: ${stoodStillText(outcome)}`, null);
    case 'limitReached': {
      const { kind, depth, limit } = outcome;
      throw new CheckFailed('inconclusive', report({ kind, depth, why: LIMITS[limit] }), null);
    }
  }
}

/** A target that does not answer the same request in the same way cannot be searched. */
export function notDeterministic({ name }: PureTarget, { message }: Error): CheckFailed {
  return new CheckFailed('diverged', `${name} is not deterministic\n\n${message}`, null);
}

function reportOf(
  { name, capabilities }: PureTarget,
  { bounds, properties, setting }: ExplorePlan,
  over: SearchOver,
  result: ExploreResult,
): string {
  const { states, decisions, statesByDepth, deadEnds = [], spared = [] } = over;
  const summary: ExploreSummary = {
    target: name,
    breaks: null,
    isAsExpected: result.kind === 'complete',
    bounds,
    properties,
    isSymmetric: supports(capabilities, 'symmetric'),
    proposes: supports(capabilities, 'proposals'),
    result,
    ...{ states, decisions, statesByDepth, deadEnds, setting },
    wallMs: over.wallMs,
    cpuMs: over.cpuMs,
    always: over.always ?? null,
    notJudged: spared.map((goal) => ({ goal, why: 'it is impossible from the first boot on' })),
  };
  return renderExplore(summary, PLAIN_STYLE);
}
