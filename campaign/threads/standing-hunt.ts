/** What a hunt comes to whose target stands still: that run is its last find. */
import { performance } from 'node:perf_hooks';
import type { PropertyId } from '../../properties/property.ts';
import type { Engine } from '../../search/finding.ts';
import type { HuntResult } from '../../search/hunting/hunt-options.ts';
import type { HuntOutcome } from '../../search/hunting/outcome.ts';
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import type { Hunt, HuntListener, HuntRequest } from './hunt-job.ts';
import { StandingFind } from './standing-find.ts';
import type { FoundStanding } from './standing-job.ts';
import type { RunsMade } from './step-board.ts';
import type { StoodStill } from './stood-still.ts';

const PROPERTY: PropertyId = 'never-throws';

export class StandingHunt {
  readonly #request: HuntRequest;
  #find: StandingFind | null = null;
  #isStopped = false;

  constructor(request: HuntRequest) {
    this.#request = request;
  }

  stop(): void {
    this.#isStopped = true;
    this.#find?.stop();
  }

  /** With a finding of the standstill, if it is asked for and to be had. */
  async broughtHome(hunted: Hunt, stood: StoodStill, listener: HuntListener): Promise<Hunt> {
    const startedMs = performance.now();
    const { sought, shrinkBudget: budget, nodesAskedFor: nodes } = this.#request;
    const isJudged = sought === null || sought.includes(PROPERTY);
    if (stood.met === null || !isJudged) return { ...hunted, stoodStill: stood };
    listener.onProgress({ ...hunted.result.progress, phase: 'shrinking' });
    const foundBy = engineOf(stood.met.run);
    const target = this.#request;
    this.#find = new StandingFind({ target, budget, nodes, foundBy, original: null });
    if (this.#isStopped) this.#find.stop();
    const outcome = await this.#find.of(stood.met);
    switch (outcome.kind) {
      case 'lost':
        return { ...hunted, stoodStill: stood };
      case 'diverged':
        return { ...hunted, result: diverged(hunted.result) };
      case 'found': {
        const traces = new Map(hunted.traces).set(outcome.finding.id, outcome.trace);
        const result = withFinding(hunted.result, outcome, stood.runsBefore);
        const wallMs = hunted.wallMs + stood.limitMs + performance.now() - startedMs;
        return { ...hunted, traces, result, wallMs };
      }
    }
  }
}

/** All runs of one engine look alike, shrinking included. */
export function engineOf({ kind }: RunUnderWay): Engine {
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
