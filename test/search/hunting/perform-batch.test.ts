// A chunk that was cut short goes on where it stood, and comes to what it would have come to.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import type { RunsMade } from '../../../search/hunting/batch-runner.ts';
import type { Unhurried } from '../../../search/hunting/hunt-options.ts';
import { isGuidedChunk } from '../../../search/guiding/learning.ts';
import {
  performBatch,
  type BatchOptions,
  type BatchResult,
} from '../../../search/hunting/perform-batch.ts';
import { RunCutShort, type Target } from '../../../simulator/target.ts';
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

/** The same target, until it has taken so many steps. */
function cutAfter(steps: number): Target {
  let left = steps;
  return {
    ...target,
    step(state, input, localTimeMs) {
      if ((left -= 1) < 0) throw new RunCutShort();
      return target.step(state, input, localTimeMs);
    },
  };
}

/** Cut short within a run after each so many steps, its place kept before one run in so many. */
function inCuts(options: BatchOptions, stepsEach: number, keptEvery: number) {
  let begun: BatchResult | null = null;
  let [pieces, performed, cuts] = [0, 0, 0];
  do {
    let run = 0;
    const listener = {
      onCutShort: (): void => void (cuts += 1),
      onProgress: (): void => void (performed += 1),
      onFailure: (): void => undefined,
      keepsPlace: () => (run += 1) % keptEvery === 0,
    };
    begun = performBatch(cutAfter(stepsEach), options, 0, listener, begun);
    pieces += 1;
    if (pieces > ALL) throw new Error('the chunk never comes to its end');
  } while (!begun.isWhole);
  return { result: begun, pieces, performed, cuts };
}

test('a run that is cut short within counts as never begun, and the chunk goes on before it', (t) => {
  const whole = performBatch(target, OPTIONS, 0);
  for (const keptEvery of [1, 3]) {
    const { result, pieces, performed, cuts } = inCuts(OPTIONS, 4000, keptEvery);
    t.deepEqual(result, whole, `its place was kept before each ${keptEvery}th run`);
    t.true(pieces > 3, `cut into ${pieces} pieces only: this test proves nothing`);
    t.is(cuts, pieces - 1, 'whoever counts the time does not hear of each cut');
    const again = performed - ALL;
    t.true(again <= (pieces - 1) * keptEvery, `${again} runs were performed again`);
  }
});

test('a failure is not lost with a performance of its run that is cut short', (t) => {
  const options = { ...OPTIONS, recheckEvery: 1, maxFindings: 1 };
  for (const engine of ['timed', 'adversarial'] as const) {
    let isCut = false;
    const cut: Target = {
      ...target,
      step(state, input, localTimeMs) {
        if (isCut) throw new RunCutShort();
        return target.step(state, input, localTimeMs);
      },
    };
    const only = { ...options, engines: [engine] };
    const [failure] = performBatch(target, only, 0).failures;
    const { number = 0 } = failure ?? {};
    const listener = {
      onFailure: () => undefined,
      // The time is over when the run has failed, and before anyone has looked at it.
      onProgress: (made: RunsMade) => (isCut = made.runs + made.adversarialRuns >= number),
    };
    const unhurried: Unhurried = (work) => {
      isCut = false;
      return work();
    };
    const ended = performBatch(cut, { ...only, unhurried }, 0, listener);
    t.deepEqual(ended.failures, [failure], `the failing run of the ${engine} engine is lost`);
  }
});
