/** One thread of a hunt: it performs chunk after chunk, then shrinks what it is given. */
import { performance } from 'node:perf_hooks';
import type { Failure } from '../../search/hunting/failure.ts';
import type { BatchListener, BatchOptions } from '../../search/hunting/perform-batch.ts';
import { isPure, type Target } from '../../simulator/target.ts';
import { LOGS_KEPT } from '../findings/failed-runs.ts';
import { begunOf } from '../ledger/chunk.ts';
import { cuttable, type Cuttable } from './cuttable-target.ts';
import { HandedOut } from './handed-out.ts';
import type {
  HuntCommand,
  HuntEvent,
  HuntRequest,
  HuntThreadRequest,
  Shrunk,
} from './hunt-request.ts';
import type { StepBoard } from './step-board.ts';
import { requestedTarget } from './requested-target.ts';
import { shrinkLimits } from './shrink-budget.ts';
import type { AtCommand } from './thread.ts';

type Work = AtCommand<HuntEvent, HuntCommand>;

type Hunted = Pick<Cuttable, 'target'> & Partial<Cuttable>;

export async function performHunt(request: HuntThreadRequest, work: Work): Promise<void> {
  const { board, tell } = work;
  const { target, close } = await requestedTarget(request, board);
  await performChunks(hunted(target, request, board), request, work);
  tell({ kind: 'idle' });
  await obeyed(target, request, work);
  close();
  tell({ kind: 'done' });
}

/** Only what comes with whitewater is known to be fast. */
function hunted(target: Target, { module, program }: HuntRequest, board: StepBoard): Hunted {
  const isOurs = module === undefined && program === undefined && isPure(target);
  return isOurs ? { target } : cuttable(target, board);
}

async function performChunks(
  hunted: Hunted,
  request: HuntThreadRequest,
  work: Work,
): Promise<void> {
  const [{ performBatch }, { inMacrotask }] = await Promise.all([
    import('../../search/hunting/perform-batch.ts'),
    import('../../adapters/live/macrotask.ts'),
  ]);
  const { board, tell } = work;
  const { target } = hunted;
  const options = await batchOptions(hunted, request, work);
  const chunks = new HandedOut(request);
  for (let chunk = chunks.next(); chunk !== null; chunk = chunks.next()) {
    if (board.isHuntingOver) return;
    const current = chunk;
    const begun = begunOf(request.from?.begun ?? [], current);
    const { runs = 0, adversarialRuns = 0 } = begun?.counts ?? {};
    board.hasRun(runs, adversarialRuns);
    // First of all: a chunk that was taken is known to be under way, whatever breaks.
    tell({ kind: 'began', chunk });
    const listener = listenerIn(work);
    const result = await inMacrotask(() => performBatch(target, options, current, listener, begun));
    tell({ kind: 'chunk', result: { chunk, ...result }, lostMs: listener.lostMs });
    if (result.isEnough || !result.isWhole) return;
  }
}

/** Hears of one chunk, and of the time that went into runs which do not count in the end. */
interface ChunkListener extends BatchListener {
  readonly lostMs: number;
}

function listenerIn({ board, tell }: Work): ChunkListener {
  let nextMs = 0;
  let placeMs = performance.now();
  let isDue = false;
  let lostMs = 0;
  return {
    get lostMs() {
      return lostMs;
    },
    onCutShort() {
      lostMs = performance.now() - placeMs;
    },
    onProgress({ runs, adversarialRuns }, counts) {
      board.hasRun(runs, adversarialRuns);
      if (performance.now() < nextMs) return;
      nextMs = performance.now() + PROGRESS_EVERY_MS;
      tell({ kind: 'progress', counts: counts() });
    },
    onFailure(failure) {
      isDue = true;
      tell({ kind: 'failure', failure });
    },
    keepsPlace() {
      const keeps = isDue || performance.now() >= placeMs + PLACE_EVERY_MS;
      if (keeps) placeMs = performance.now();
      isDue = false;
      return keeps;
    },
  };
}

/** More often than anyone looks, and too seldom to cost anything. */
const PROGRESS_EVERY_MS = 100;

/** A run that is cut short takes with it at most this, and no failure. */
const PLACE_EVERY_MS = 500;

async function batchOptions(
  { target, unhurried }: Hunted,
  request: HuntThreadRequest,
  { board, tell }: Work,
): Promise<BatchOptions> {
  const [{ recordRun }, { plainTrace }] = await Promise.all([
    import('../../search/running/record.ts'),
    import('./recorded-trace.ts'),
  ]);
  const sought = request.sought === null ? null : new Set(request.sought);
  let logs = 0;
  return {
    ...request,
    sought,
    corpus: request.corpus?.runs ?? null,
    shouldStop: () => board.isHuntingOver,
    unhurried,
    onFailedRun(run) {
      if (logs >= LOGS_KEPT || board.isStopped) return;
      logs += 1;
      const { trace } = recordRun(target, run, sought);
      tell({ kind: 'failedRun', run, trace: plainTrace(trace) });
    },
  };
}

/** Does what it is told to, until it is told to end. */
async function obeyed(target: Target, request: HuntThreadRequest, work: Work): Promise<void> {
  const { inMacrotask } = await import('../../adapters/live/macrotask.ts');
  // Loaded only when it is needed: most hunts find nothing.
  const shrunk = async (place: number, failure: Failure): Promise<Shrunk> => {
    const shrink = await shrinker(target, request, work);
    return inMacrotask(() => shrink(place, failure));
  };
  await new Promise<void>((resolve, reject) => {
    work.hear((command) => {
      if (command.kind === 'end') return void resolve();
      shrunk(command.place, command.failure).then((done) => {
        work.tell({ kind: 'shrunk', ...done });
      }, reject);
    });
  });
}

async function shrinker(
  target: Target,
  { sought, shrinkBudget, nodesAskedFor }: HuntThreadRequest,
  { board }: Work,
): Promise<(place: number, failure: Failure) => Shrunk> {
  const [{ findingOfFailure }, { DoesNotReproduce }, { divergenceOf }, { tracesOf }] =
    await Promise.all([
      import('../../search/shrinking/finding-of-failure.ts'),
      import('../../search/running/does-not-reproduce.ts'),
      import('../../search/running/determinism.ts'),
      import('./recorded-trace.ts'),
    ]);
  const asked = sought === null ? null : new Set(sought);
  return (place, failure) => {
    const limits = shrinkLimits(shrinkBudget, () => performance.now(), board, nodesAskedFor);
    try {
      const { finding, others } = findingOfFailure(target, failure, asked, limits);
      const findings = [finding, ...others];
      return { place, findings, divergence: null, traces: tracesOf(target, findings) };
    } catch (error) {
      if (!(error instanceof DoesNotReproduce)) throw error;
      const divergence = divergenceOf(target, failure.run);
      return { place, findings: [], divergence, traces: new Map() };
    }
  };
}
