// A chunk is performed as far as it is asked to, and what was performed before is left out.
import test from 'ava';
import { performChunksAsked, type ChunkCommand } from '../../../campaign/threads/chunk-job.ts';
import { StepBoard } from '../../../campaign/threads/step-board.ts';
import { Ledger, type ResumableState } from '../../../campaign/ledger/ledger.ts';
import type { ChunkResult } from '../../../campaign/ledger/chunk.ts';
import { smallHunt } from './requests.ts';

/** How the first chunk stands after so many runs, and the numbers of the runs that it took. */
async function chunkUntil(timed: number, from?: ResumableState) {
  const made: number[] = [];
  const results: ChunkResult[] = [];
  const board = new StepBoard();
  const hasRun = board.hasRun.bind(board);
  board.hasRun = (runs, adversarial) => {
    made.push(runs);
    hasRun(runs, adversarial);
  };
  let command = (_command: ChunkCommand): void => undefined;
  await performChunksAsked(smallHunt('raft', from === undefined ? {} : { from }), {
    board,
    hear(listener: (command: ChunkCommand) => void) {
      command = listener;
      command({ kind: 'perform', chunk: 0, until: { timed, adversarial: 0 } });
    },
    tell(event) {
      if (event.kind !== 'chunk') return;
      results.push(event.result);
      command({ kind: 'end' });
    },
  });
  return { made, result: results[0] };
}

test('a chunk that an earlier hunt has begun is not performed from its first run', async (t) => {
  const { result: begun } = await chunkUntil(6);
  if (begun === undefined) return t.fail('nothing is told of the chunk');
  t.is(begun.counts.runs, 6);
  const ledger = new Ledger({ maxFindings: 1 });
  ledger.record(begun);
  const { made, result } = await chunkUntil(9, ledger.resumable);
  t.deepEqual(made, [6, 7, 8, 9], 'runs that were made before are performed again');
  const { result: inOneGo } = await chunkUntil(9);
  t.deepEqual(result, inOneGo, 'they are not counted');
});
