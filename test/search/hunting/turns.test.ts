// Schedulers take turns in adversarial runs, are counted apart, and leave chunks what they are.
import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { isGuidedChunk } from '../../../search/guiding/learning.ts';
import { BATCH } from '../../../search/hunting/batch.ts';
import { sumOf } from '../../../search/hunting/counts.ts';
import { performBatch, type BatchOptions } from '../../../search/hunting/perform-batch.ts';
import { Turns } from '../../../search/hunting/turns.ts';
import { raft } from '../../../targets/raft.ts';

const RUNS = 20;

const OPTIONS: BatchOptions = {
  seed: 5,
  engines: ['adversarial'],
  schedulers: ['uniform', 'pct'],
  maxRuns: RUNS,
  nodes: [3, 5],
  sought: null,
  faults: kindsFairTo(raft.capabilities),
  searchFaults: ['crash', 'duplicate', 'crashWithin'],
  timing: LAB_TIMING,
  maxFindings: Infinity,
  shouldStop: () => false,
};

test('schedulers take turns, and the sample is of the first one alone', (t) => {
  const turns = new Turns(['uniform', 'pct']);
  const made = Array.from({ length: 40 }, () => {
    const scheduler = turns.next();
    return { scheduler, isSampled: turns.isOfSample(scheduler) };
  });
  t.is(made.filter(({ scheduler }) => scheduler === 'pct').length, 20);
  const sampled = made.filter(({ isSampled }) => isSampled);
  t.is(sampled.length, 2, 'one uniform run in ten');
  t.true(sampled.every(({ scheduler }) => scheduler === 'uniform'));
  const alone = new Turns(['pct']);
  t.is(alone.next(), 'pct');
  t.true(alone.isOfSample('pct'), 'runs of PCT alone are a sample of their own');
  t.is(new Turns().next(), 'uniform', 'whoever asks for nothing has uniform runs');
});

test('a chunk with both schedulers is the same twice, and counts the runs of PCT apart', (t) => {
  const chunk = performBatch(raft, OPTIONS, 0);
  t.deepEqual(performBatch(raft, OPTIONS, 0), chunk);
  const { counts, coverage } = chunk;
  t.is(counts.adversarialRuns, RUNS * 10);
  t.is(counts.pctRuns, (RUNS * 10) / 2);
  t.is(counts.pctLength, 60);
  t.true(counts.pctWidth > 3);
  t.is(coverage.adversarial.runs, RUNS / 2, 'one uniform run in ten is looked at');
});

test('a guided chunk says nothing of the bound; of the others, the widest run counts', (t) => {
  const number = Array.from({ length: 20 }, (_, chunk) => chunk).find((chunk) => {
    return isGuidedChunk(OPTIONS.seed, chunk);
  });
  if (number === undefined) return t.fail('no chunk is guided: choose another seed');
  const maxRuns = number * BATCH + RUNS;
  const { counts, isGuided } = performBatch(raft, { ...OPTIONS, maxRuns, corpus: [] }, number);
  t.true(isGuided);
  t.is(counts.pctRuns, (RUNS * 10) / 2);
  t.deepEqual([counts.pctWidth, counts.pctLength], [0, 0]);
  const [one, other] = [
    { ...counts, pctWidth: 7 },
    { ...counts, pctWidth: 9, pctLength: 60 },
  ];
  const sum = sumOf(one, other);
  t.deepEqual([sum.pctRuns, sum.pctWidth, sum.pctLength], [2 * counts.pctRuns, 9, 60]);
});
