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
import type { ChunkResult } from '../ledger/chunk.ts';
import type { HuntRequest } from './hunt-request.ts';
import { recount, type Recount } from './recount.ts';
import { StandingFind } from './standing-find.ts';
import type { FoundStanding } from './standing-round.ts';
import type { RunsMade } from './step-board.ts';
import type { StoodStill } from './stood-still.ts';

const PROPERTY: PropertyId = 'never-throws';

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

/**
 * What is counted again when the time of the hunt is over may take so much more: enough for fast
 * code. Slow code would take as long as the chunk took, and what was found is still to be shrunk.
 */
const LATE_RECOUNT_MS = 5000;

interface Met {
  readonly stoodStill: StoodStill;
  /** Null if it was at none, as while it shrinks. */
  readonly chunk: number | null;
}

export class StandingHunt {
  readonly #request: HuntRequest;
  readonly #lateRecountMs: number;
  #met: Met | null = null;
  #recount: Recount | null = null;
  #find: StandingFind | null = null;
  #late: NodeJS.Timeout | undefined;
  #isOver = false;
  #isStopped = false;

  constructor(request: HuntRequest, lateRecountMs = LATE_RECOUNT_MS) {
    this.#request = request;
    this.#lateRecountMs = lateRecountMs;
  }

  get hasMet(): boolean {
    return this.#met !== null;
  }

  stop(): void {
    this.#isStopped = true;
    this.#recount?.stop();
    this.#find?.stop();
  }

  /** The time of the hunt is over. */
  windDown(): void {
    this.#isOver = true;
    this.#limitRecount();
  }

  /**
   * Of several threads that stand still, the one at the first chunk counts: whether it is this. To
   * be at none, as while shrinking, comes after all chunks.
   */
  meets(stoodStill: StoodStill, chunk: number | null): boolean {
    const latest = this.#met;
    if (latest !== null && (chunk ?? Infinity) >= (latest.chunk ?? Infinity)) return false;
    this.#met = { stoodStill, chunk };
    return true;
  }

  /**
   * Counts the runs of the chunk that stands still, once; until then, the hunt waits. `onEnd` hears
   * what they come to, or null if that is not to be had, or not in time.
   */
  isRecounting(onEnd: (exact: ChunkResult | null) => void): boolean {
    if (this.#recount !== null) return this.#recount.isUnderWay;
    if (this.#met === null || this.#isStopped) return false;
    const { chunk, stoodStill } = this.#met;
    const { timed, adversarial } = stoodStill.runsBefore;
    if (chunk === null || timed + adversarial === 0) return false;
    this.#recount = recount(this.#request, chunk, stoodStill.runsBefore, (exact) => {
      clearTimeout(this.#late);
      onEnd(exact);
    });
    this.#limitRecount();
    return true;
  }

  #limitRecount(): void {
    const { isUnderWay = false, stop } = this.#recount ?? {};
    if (!this.#isOver || !isUnderWay || stop === undefined) return;
    this.#late ??= setTimeout(stop, this.#lateRecountMs);
  }

  /** `result` is what the hunt has come to before, with these chunks done. */
  async broughtHome(result: HuntResult, done: readonly number[]): Promise<StoodHunt> {
    if (this.#met === null) return { result, found: null, stoodStill: null };
    const before = this.#runsBefore(this.#met, result, done);
    const stoodStill = { ...this.#met.stoodStill, runsBefore: before };
    const { sought, shrinkBudget: budget, nodesAskedFor: nodes } = this.#request;
    const { met } = stoodStill;
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
        return { result: withFinding(result, found, before), found, stoodStill: null };
    }
  }

  /** In the whole hunt. */
  #runsBefore(
    { chunk, stoodStill }: Met,
    { progress }: HuntResult,
    done: readonly number[],
  ): RunsMade {
    if (chunk === null) return { timed: progress.runs, adversarial: progress.adversarialRuns };
    const { from, engines } = this.#request;
    const chunks = (from?.place ?? 0) + done.filter((one) => one < chunk).length;
    return runsBefore(chunks, engines, stoodStill);
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
