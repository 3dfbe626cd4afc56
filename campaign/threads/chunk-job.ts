/** A thread that performs the chunks that it is told to, one by one: both ends of it. */
import type { BatchOptions } from '../../search/hunting/perform-batch.ts';
import type { ChunkResult } from '../ledger/chunk.ts';
import type { HuntRequest } from './hunt-request.ts';
import { requestedTarget } from './requested-target.ts';
import type { StepBoard } from './step-board.ts';
import { inThread, type AtCommand, type Commanded, type Ended } from './thread.ts';

export type ChunkEvent =
  | { readonly kind: 'chunk'; readonly result: ChunkResult }
  | { readonly kind: 'done' };

/** What such a thread is told. */
export type ChunkCommand =
  | { readonly kind: 'perform'; readonly chunk: number }
  | { readonly kind: 'end' };

export type ChunkThread = Commanded<Ended<Extract<ChunkEvent, { kind: 'done' }>>, ChunkCommand>;

/** `onChunk` hears of each chunk that was performed to its end. */
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
  const options = optionsFor(request, board);
  const listener = {
    onProgress: ({ runs, adversarialRuns }: { runs: number; adversarialRuns: number }) =>
      board.hasRun(runs, adversarialRuns),
    onFailure: () => undefined,
  };
  await new Promise<void>((resolve, reject) => {
    hear((command) => {
      if (command.kind === 'end') return resolve();
      const { chunk } = command;
      inMacrotask(() => performBatch(target, options, chunk, listener)).then((result) => {
        if (result.isWhole) tell({ kind: 'chunk', result: { chunk, ...result } });
      }, reject);
    });
  });
  close();
  tell({ kind: 'done' });
}

function optionsFor(request: HuntRequest, board: StepBoard): BatchOptions {
  return {
    ...request,
    sought: request.sought === null ? null : new Set(request.sought),
    corpus: request.corpus?.runs ?? null,
    shouldStop: () => board.isHuntingOver,
  };
}
