/** A thread that performs the chunks that it is told to, one by one: both ends of it. */
import type { BatchOptions, BatchResult } from '../../search/hunting/perform-batch.ts';
import { begunOf, type ChunkResult } from '../ledger/chunk.ts';
import type { HuntRequest } from './hunt-request.ts';
import { requestedTarget } from './requested-target.ts';
import type { RunsMade, StepBoard } from './step-board.ts';
import { inThread, type AtCommand, type Commanded, type Ended } from './thread.ts';

export type ChunkEvent =
  | { readonly kind: 'chunk'; readonly result: ChunkResult }
  | { readonly kind: 'done' };

/** What such a thread is told. */
export type ChunkCommand =
  /** `until`: so many of its runs, and no more. */
  | { readonly kind: 'perform'; readonly chunk: number; readonly until?: RunsMade }
  | { readonly kind: 'end' };

export type ChunkThread = Commanded<Ended<Extract<ChunkEvent, { kind: 'done' }>>, ChunkCommand>;

/** `onChunk` hears of each chunk that was performed to its end, or as far as was asked. */
export function chunkThread(
  request: HuntRequest,
  onChunk: (result: ChunkResult) => void,
): ChunkThread {
  return inThread<ChunkEvent, ChunkCommand>('chunk', request, ({ result }) => onChunk(result));
}

/** The other end, in the thread. */
export async function performChunksAsked(
  request: HuntRequest,
  { board, tell, hear }: AtCommand<ChunkEvent, ChunkCommand>,
): Promise<void> {
  const [{ performBatch }, { inMacrotask }] = await Promise.all([
    import('../../search/hunting/perform-batch.ts'),
    import('../../adapters/live/macrotask.ts'),
  ]);
  const { target, close } = await requestedTarget(request, board);
  const perform = (chunk: number, until: RunsMade | undefined): BatchResult => {
    const begun = begunOf(request.from?.begun ?? [], chunk);
    board.hasRun(begun?.counts.runs ?? 0, begun?.counts.adversarialRuns ?? 0);
    return performBatch(target, optionsFor(request, board, until), chunk, listener, begun);
  };
  const listener = {
    onProgress: ({ runs, adversarialRuns }: { runs: number; adversarialRuns: number }) =>
      board.hasRun(runs, adversarialRuns),
    onFailure: () => undefined,
  };
  await new Promise<void>((resolve, reject) => {
    hear((command) => {
      if (command.kind === 'end') return resolve();
      const { chunk, until } = command;
      inMacrotask(() => perform(chunk, until)).then((result) => {
        if (result.isWhole || until !== undefined)
          tell({ kind: 'chunk', result: { chunk, ...result } });
      }, reject);
    });
  });
  close();
  tell({ kind: 'done' });
}

function optionsFor(
  request: HuntRequest,
  board: StepBoard,
  until: RunsMade | undefined,
): BatchOptions {
  return {
    ...request,
    sought: request.sought === null ? null : new Set(request.sought),
    corpus: request.corpus?.runs ?? null,
    shouldStop: () => board.isHuntingOver || (until !== undefined && board.hasMade(until)),
  };
}
