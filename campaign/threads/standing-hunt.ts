/** What a hunt comes to whose target stands still: that run is its last find. */
import type { PropertyId } from '../../properties/property.ts';
import type { Engine } from '../../search/finding.ts';
import { BATCH } from '../../search/hunting/batch.ts';
import {
  ADVERSARIAL_PER_TIMED_RUN,
  type HuntingEngine,
  type HuntResult,
} from '../../search/hunting/hunt-options.ts';
import type { HuntOutcome } from '../../search/hunting/outcome.ts';
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import type { TargetRequest } from './requested-target.ts';
import type { ShrinkBudget } from './shrink-budget.ts';
import { StandingFind } from './standing-find.ts';
import type { FoundStanding } from './standing-round.ts';
import type { RunsMade } from './step-board.ts';
import type { StoodStill } from './stood-still.ts';

const PROPERTY: PropertyId = 'never-throws';

/** What a hunt says of itself. */
export interface StandingHuntRequest extends TargetRequest {
  readonly sought: readonly PropertyId[] | null;
  readonly shrinkBudget: ShrinkBudget;
  readonly nodesAskedFor: readonly number[] | null;
}

/** What the hunt comes to. */
export interface StoodHunt {
  readonly result: HuntResult;
  /** Null if there is no finding. */
  readonly found: FoundStanding | null;
  /** If it is neither a finding, nor asked for, nor a sign that the target is not deterministic. */
  readonly stoodStill: StoodStill | null;
}

/**
 * In the whole hunt, by these engines: `stoodStill` counts those of its own chunk, and `chunks`
 * were done.
 */
export function runsBefore(
  chunks: number,
  engines: readonly HuntingEngine[],
  { runsBefore: made }: Pick<StoodStill, 'runsBefore'>,
): RunsMade {
  const runsOf = (engine: HuntingEngine): number => (engines.includes(engine) ? chunks * BATCH : 0);
  return {
    timed: runsOf('timed') + made.timed,
    adversarial: runsOf('adversarial') * ADVERSARIAL_PER_TIMED_RUN + made.adversarial,
  };
}

export class StandingHunt {
  readonly #request: StandingHuntRequest;
  #find: StandingFind | null = null;
  #isStopped = false;

  constructor(request: StandingHuntRequest) {
    this.#request = request;
  }

  stop(): void {
    this.#isStopped = true;
    this.#find?.stop();
  }

  /** `result` is what the hunt has come to before. */
  async broughtHome(result: HuntResult, stoodStill: StoodStill): Promise<StoodHunt> {
    const { sought, shrinkBudget: budget, nodesAskedFor: nodes } = this.#request;
    const { met, runsBefore } = stoodStill;
    const isJudged = sought === null || sought.includes(PROPERTY);
    if (met === null || !isJudged) return { result, found: null, stoodStill };
    const about = { foundBy: engineOf(met.run), original: null };
    this.#find = new StandingFind({ target: this.#request, budget, nodes, ...about });
    if (this.#isStopped) this.#find.stop();
    const found = await this.#find.of(met);
    switch (found.kind) {
      case 'lost':
        return { result, found: null, stoodStill };
      case 'diverged':
        return { result: diverged(result), found: null, stoodStill: null };
      case 'found':
        return { result: withFinding(result, found, runsBefore), found, stoodStill: null };
    }
  }
}

/** All runs of one engine look alike, shrinking included. */
function engineOf({ kind }: RunUnderWay): Engine {
  switch (kind) {
    case 'scenario':
      return 'timed';
    case 'schedule':
    case 'walk':
      return 'adversarial';
    case 'search':
      return 'exhaustive';
  }
}

/** The run that stood still is counted, too; how many came before it is known exactly. */
function withFinding(result: HuntResult, { finding }: FoundStanding, before: RunsMade): HuntResult {
  const { progress, broken, brokenRuns, findings, firstFind } = result;
  const { events, simulatedMs } = finding.shrinking.original;
  const engine = finding.foundBy === 'timed' ? 'timed' : 'adversarial';
  const made = { ...before, [engine]: before[engine] + 1 };
  return {
    ...result,
    outcome: outcomeWith(result.outcome),
    progress: {
      ...progress,
      phase: 'hunting',
      runs: made.timed,
      adversarialRuns: made.adversarial,
      failedRuns: progress.failedRuns + 1,
      events: progress.events + (simulatedMs === null ? 0 : events),
      simulatedMs: progress.simulatedMs + (simulatedMs ?? 0),
      found: progress.found + 1,
    },
    findings: [...findings, finding],
    firstFind: firstFind ?? { engine, runs: made[engine] },
    broken: [...new Set([...broken, PROPERTY])],
    brokenRuns: { ...brokenRuns, [PROPERTY]: (brokenRuns[PROPERTY] ?? 0) + 1 },
  };
}

function outcomeWith(outcome: HuntOutcome): HuntOutcome {
  switch (outcome.kind) {
    case 'diverged':
    case 'crashed':
      return outcome;
    case 'violated':
      return { ...outcome, properties: [...new Set([...outcome.properties, PROPERTY])] };
    default:
      return { kind: 'crashed', stoodStill: true };
  }
}

function diverged(result: HuntResult): HuntResult {
  const outcome = { kind: 'diverged', divergence: null } as const;
  return { ...result, outcome, rechecked: result.rechecked + 1, diverged: result.diverged + 1 };
}
