// A chunk that was cut short goes on where it stood, and comes to what it would have come to.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { isGuidedChunk } from '../../../search/guiding/learning.ts';
import {
  performBatch,
  type BatchOptions,
  type BatchResult,
} from '../../../search/hunting/perform-batch.ts';
import { registered } from '../../../targets/registry.ts';
import { raft } from '../../../targets/raft.ts';

const { target = raft } = registered('tutorial') ?? {};
const RUNS = 12;
/** Runs of both engines: ten adversarial ones for each timed one. */
const ALL = RUNS * 11;

const OPTIONS: BatchOptions = {
  seed: 5,
  engines: ['timed', 'adversarial'],
  schedulers: ['uniform', 'pct'],
  maxRuns: RUNS,
  nodes: [3, 5],
  sought: null,
  faults: kindsFairTo(target.capabilities),
  searchFaults: ['crash', 'duplicate', 'crashWithin'],
  timing: LAB_TIMING,
  maxFindings: Infinity,
  maxActions: 10,
  recheckEvery: 7,
  shouldStop: () => false,
  onFailedRun: () => undefined,
};

/** Cut short after each so many runs; also how many runs were performed in all. */
function inPieces(options: BatchOptions, batch: number, runsEach: number) {
  let begun: BatchResult | null = null;
  let [pieces, performed] = [0, 0];
  do {
    let left = runsEach;
    const shouldStop = (): boolean => (left -= 1) < 0;
    const listener = {
      onProgress: (): void => void (performed += 1),
      onFailure: (): void => undefined,
    };
    begun = performBatch(target, { ...options, shouldStop }, batch, listener, begun);
    pieces += 1;
    if (pieces > ALL) throw new Error('the chunk never comes to its end');
  } while (!begun.isWhole);
  return { result: begun, pieces, performed };
}

test('a chunk in pieces is the whole chunk, wherever it was cut', (t) => {
  const whole = performBatch(target, OPTIONS, 0);
  t.true(whole.failures.length > 1, 'with few failures, nothing is told of their stories');
  t.true(whole.counts.rechecked > 1);
  for (const runsEach of [12, 13, 50]) {
    const { result, pieces, performed } = inPieces(OPTIONS, 0, runsEach);
    t.deepEqual(result, whole, `cut after each ${runsEach} runs`);
    t.true(pieces > 1);
    t.is(performed, ALL, 'runs were performed again, or left out');
  }
});

test('a chunk in pieces learns what the whole chunk learns', (t) => {
  const batch = [0, 1, 2, 3].find((number) => !isGuidedChunk(OPTIONS.seed, number)) ?? 0;
  const options = { ...OPTIONS, maxRuns: batch * 200 + RUNS, corpus: [] };
  const whole = performBatch(target, options, batch);
  t.true(whole.learned.length > 0);
  t.deepEqual(inPieces(options, batch, 40).result, whole);
});

test('a chunk that ends with its first find does so in pieces, too', (t) => {
  const options = { ...OPTIONS, maxFindings: 1 };
  const whole = performBatch(target, options, 0);
  t.true(whole.isEnough);
  t.deepEqual(inPieces(options, 0, 1).result, whole);
});
