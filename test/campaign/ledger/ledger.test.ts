// A campaign is the sum of its chunks, whoever performed them and in whichever order they came.
import test from 'ava';
import fc from 'fast-check';
import { chunkAt, chunksOf, type ChunkResult } from '../../../campaign/ledger/chunk.ts';
import { Ledger } from '../../../campaign/ledger/ledger.ts';
import { NO_COUNTS } from '../../../search/hunting/counts.ts';
import type { Failure } from '../../../search/hunting/failure.ts';
import { NOTHING_SEEN } from '../../../search/hunting/species.ts';
import { LAB_TIMING } from '../../../core/timing.ts';

const RUN = { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions: [] } as const;

function failureIn(chunk: number, signature: string): Failure {
  const about = { property: 'election-safety', foundBy: 'timed', number: chunk * 200 + 1 } as const;
  return { ...about, run: RUN, signature };
}

/** Every third chunk has a failure; they tell two stories in turns. */
function chunk(number: number): ChunkResult {
  const story = number % 2 === 0 ? 'even' : 'odd';
  return {
    chunk: number,
    counts: { ...NO_COUNTS, runs: 200, events: 1000 + number, exercised: { progress: number } },
    failures: number % 3 === 2 ? [failureIn(number, story)] : [],
    coverage: {
      timed: { runs: 200, once: [number, 100], twice: [50 + number], more: [] },
      adversarial: NOTHING_SEEN,
    },
    isWhole: true,
    isEnough: false,
    isGuided: false,
    learned: [],
  };
}

const CHUNKS = Array.from({ length: 9 }, (_, number) => chunk(number));

function sumIn(order: readonly ChunkResult[], maxFindings: number): unknown {
  const ledger = new Ledger({ maxFindings });
  for (const result of order) ledger.record(result);
  ledger.close();
  const { counts, failures, done, firstFind, coverage } = ledger;
  return { counts, failures, done, firstFind, coverage };
}

test('chunks add up to the same in every order, and end with the same findings', (t) => {
  for (const maxFindings of [1, 2, Infinity]) {
    const expected = sumIn(CHUNKS, maxFindings);
    const order = fc.shuffledSubarray(CHUNKS, { minLength: CHUNKS.length });
    fc.assert(
      fc.property(order, (shuffled) => {
        t.deepEqual(sumIn(shuffled, maxFindings), expected);
      }),
      { seed: 13, numRuns: 50 },
    );
  }
});

test('a campaign ends with the chunk in which it has found enough: later ones do not count', (t) => {
  const ledger = new Ledger({ maxFindings: 1 });
  for (const result of CHUNKS.slice(3)) ledger.record(result);
  t.false(ledger.isEnough, 'chunks 0 to 2 are missing, and may come to a finding of their own');
  for (const result of CHUNKS.slice(0, 3)) ledger.record(result);
  t.true(ledger.isEnough);
  t.deepEqual(ledger.done, [0, 1, 2]);
  t.is(ledger.counts.runs, 600);
  t.deepEqual(ledger.firstFind, { engine: 'timed', runs: 401 });
});

test('a chunk that was cut short counts when the campaign is closed, and is not done', (t) => {
  const [first, second] = CHUNKS;
  if (first === undefined || second === undefined) return t.fail('there are nine chunks');
  const ledger = new Ledger({ maxFindings: Infinity });
  ledger.record({ ...first, isWhole: false });
  ledger.record(second);
  t.is(ledger.counts.runs, 0, 'nothing counts before it is known that no more comes');
  ledger.close();
  t.is(ledger.counts.runs, 400);
  t.deepEqual(ledger.done, [1]);
});

test('a campaign that goes on begins nothing anew but guided chunks that were cut short', (t) => {
  const cut = { counts: { ...NO_COUNTS, runs: 50 }, isWhole: false } as const;
  const [first, second, third, fourth, fifth] = CHUNKS;
  if (!first || !second || !third || !fourth || !fifth) return t.fail('there are nine chunks');
  const ledger = new Ledger({ maxFindings: Infinity });
  const guided = { ...fourth, ...cut, isGuided: true };
  for (const result of [third, first, { ...second, ...cut }, guided]) ledger.record(result);
  ledger.recordLost({ ...fifth, ...cut });
  const { resumable } = ledger;
  t.is(resumable.place, 1);
  t.deepEqual(
    resumable.begun.map(({ chunk: number, isWhole }) => [number, isWhole]),
    [
      [1, false],
      [2, true],
    ],
  );
  const later = new Ledger({ maxFindings: Infinity, from: resumable });
  t.deepEqual(later.resumable, resumable, 'nothing more was done, and something was forgotten');
  later.record(second);
  t.is(later.resumable.place, 3, 'what was done behind the gap counts once the gap is closed');
  t.deepEqual(later.resumable.begun, []);
  t.is(later.counts.runs, 600);
  ledger.close();
  t.is(ledger.counts.runs, 550, 'what was cut short counts in the report of what was cut short');
});

test('a chunk that comes twice counts once', (t) => {
  t.deepEqual(sumIn([...CHUNKS, ...CHUNKS], Infinity), sumIn(CHUNKS, Infinity));
});

test('shards share out all chunks and no chunk twice', (t) => {
  const all = [1, 2, 3].flatMap((index) => {
    const shard = { index, count: 3 };
    return Array.from({ length: chunksOf(10, shard) }, (_, place) => chunkAt(place, shard));
  });
  t.deepEqual(
    all.toSorted((one, other) => one - other),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
});

test('guided chunks are counted apart: coverage and its growth speak of the others alone', (t) => {
  const [first, second, third] = CHUNKS;
  if (first === undefined || second === undefined || third === undefined) return t.fail();
  const ledger = new Ledger({ maxFindings: Infinity });
  for (const result of [first, { ...second, isGuided: true }, third]) ledger.record(result);
  t.is(ledger.counts.runs, 600);
  t.is(ledger.guided.runs, 200);
  t.is(ledger.coverage.timed.runs, 400);
  t.deepEqual(ledger.coverage.growth.at(-1), { runs: 400, states: 5 });
  t.is(ledger.failures.length, 1, 'what a guided chunk finds is found');
  const later = new Ledger({ maxFindings: Infinity, from: ledger.resumable });
  t.is(later.guided.runs, 200, 'a campaign that goes on has forgotten which runs were guided');
});

test('what chunks have learned is the same in every order of chunks', (t) => {
  const decisions = [{ kind: 'crash', node: 1 }] as const;
  const learned = (number: number): ChunkResult => ({
    ...chunk(number),
    failures: [],
    learned: [
      { run: { ...RUN, decisions }, states: [[number, 1]] },
      { run: { ...RUN, nodes: 5, decisions }, states: [[100, 9 - number]] },
    ],
  });
  const results = [0, 1, 2, 3].map(learned);
  const inOrder = (order: readonly ChunkResult[]): unknown => {
    const ledger = new Ledger({ maxFindings: Infinity });
    for (const result of order) ledger.record(result);
    return ledger.learned;
  };
  t.deepEqual(inOrder(results.toReversed()), inOrder(results));
  const latest = results[3]?.learned[1];
  const kept = new Ledger({ maxFindings: Infinity });
  for (const result of results) kept.record(result);
  t.is(kept.learned.length, 5, 'four runs, and of those that show the fifth state the soonest');
  t.true(latest !== undefined && kept.learned.includes(latest));
});
