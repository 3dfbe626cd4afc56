/** Shrinking in a thread of its own: its request, its reports, and both ends of the thread. */
import { performance } from 'node:perf_hooks';
import type { Finding } from '../../search/finding.ts';
import { findingId } from '../../search/identity.ts';
import { comparedWith, type ShrunkAgain } from '../../search/shrinking/shrink-again.ts';
import type { Trace } from '../../trace/trace.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { shrinkLimits, type ShrinkBudget } from './shrink-budget.ts';
import { StandingFind } from './standing-find.ts';
import type { StoodStill } from './stood-still.ts';
import { inThread, type AtWork, type UnderWay } from './thread.ts';

export interface ShrinkRequest extends TargetRequest {
  /** It must replay. */
  readonly finding: Finding;
  readonly budget: ShrinkBudget;
}

/** What the shrinking thread says. */
export interface ShrinkEvent {
  readonly kind: 'done';
  /** Null if the run goes now one way, now another. */
  readonly shrunk: ShrunkAgain | null;
  /** Of the runs of the finding and the others, by id; one that was interrupted is missing. */
  readonly traces: ReadonlyMap<string, Trace>;
}

/** Asked to stop, it ends within a second: with what it has reached, else with what it had. */
export function shrinkInThread(request: ShrinkRequest): UnderWay<ShrinkEvent | StoodStill> {
  const underWay = inThread<ShrinkEvent>('shrink', request, () => undefined);
  const { ms } = request.budget;
  // A thread that waits for a slow program cannot look at its clock.
  const timer = ms === null ? undefined : setTimeout(underWay.stop, ms);
  const { finding } = request;
  const shrunk: ShrunkAgain = { finding, change: 'same', others: [] };
  const unchanged: ShrinkEvent = { kind: 'done', shrunk, traces: new Map() };
  const standing = standingFindOf(request);
  const done = underWay.done
    .finally(() => clearTimeout(timer))
    .then((ended) => {
      if (ended.kind === 'cutShort') return unchanged;
      const isItself = ended.kind === 'stoodStill' && isOf(finding, ended);
      return isItself ? shrunkStanding(finding, standing, ended) : ended;
    });
  const stop = (): void => {
    underWay.stop();
    standing.stop();
  };
  return { ...underWay, stop, done };
}

function standingFindOf({ finding, budget, ...target }: ShrinkRequest): StandingFind {
  const { foundBy, shrinking } = finding;
  const { original, nodesAskedFor: nodes = null } = shrinking;
  return new StandingFind({ target, budget, nodes, foundBy, original });
}

/** Whether the run of the finding itself stood still, and not one that was tried in its place. */
function isOf({ id, property, target }: Finding, { met }: StoodStill): boolean {
  if (met === null || met.run.kind === 'walk' || met.run.kind === 'search') return false;
  return findingId(target, property, met.run) === id;
}

async function shrunkStanding(
  before: Finding,
  find: StandingFind,
  stood: StoodStill,
): Promise<ShrinkEvent | StoodStill> {
  const outcome = stood.met === null ? null : await find.of(stood.met);
  switch (outcome?.kind) {
    case 'found': {
      const shrunk = comparedWith(before, outcome.finding, []);
      const traces = new Map([[shrunk.finding.id, outcome.trace]]);
      return { kind: 'done', shrunk, traces };
    }
    case 'diverged':
      return { kind: 'done', shrunk: null, traces: new Map() };
    default:
      return stood;
  }
}

function foundIn({ finding, others }: ShrunkAgain): readonly Finding[] {
  return [finding, ...others];
}

/** The other end, in the thread. */
export async function performShrink(
  request: ShrinkRequest,
  { board, tell }: AtWork<ShrinkEvent>,
): Promise<void> {
  const [{ shrinkAgain }, { DoesNotReproduce }, { inMacrotask }, record] = await Promise.all([
    import('../../search/shrinking/shrink-again.ts'),
    import('../../search/running/does-not-reproduce.ts'),
    import('../../adapters/live/macrotask.ts'),
    import('./recorded-trace.ts'),
  ]);
  const { target, close } = await requestedTarget(request, board);
  const shrunkOrNot = (): ShrinkEvent => {
    try {
      const limits = shrinkLimits(request.budget, () => performance.now(), board);
      const shrunk = shrinkAgain(target, request.finding, limits);
      return { kind: 'done', shrunk, traces: record.tracesOf(target, foundIn(shrunk)) };
    } catch (error) {
      if (error instanceof DoesNotReproduce)
        return { kind: 'done', shrunk: null, traces: new Map() };
      throw error;
    }
  };
  const event = await inMacrotask(shrunkOrNot);
  close();
  tell(event);
}
