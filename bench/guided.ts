/**
 * How many runs it takes until a mutant breaks its property, unguided and guided:
 * `node --import ./ts-register.mjs bench/guided.ts truncated-tail-returns adversarial 10`. Guided
 * runs begin with nothing, then with a corpus of sound raft: what last night's runs have left when
 * the defect is new.
 */
import { kindsFairTo } from '../faults/catalogue.ts';
import { TIMINGS } from '../library/timings.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import { Corpus } from '../search/guiding/corpus.ts';
import type { KeptRun } from '../search/guiding/kept-run.ts';
import { Learning } from '../search/guiding/learning.ts';
import { BATCH, batchSeed } from '../search/hunting/batch.ts';
import { BatchRunner } from '../search/hunting/batch-runner.ts';
import { Coverage } from '../search/hunting/coverage.ts';
import { ADVERSARIAL_PER_TIMED_RUN, HUNTING_ENGINES } from '../search/hunting/hunt-options.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { registered } from '../targets/registry.ts';

/** Of a hunt: about as many as the hardest mutant needs. */
const MAX_CHUNKS = 150;

const CORPUS_CHUNKS = 8;

const [name = '', engineName = 'adversarial', seeds = '10'] = process.argv.slice(2);
const engine = HUNTING_ENGINES.find((one) => one === engineName) ?? 'adversarial';

interface Chunk {
  readonly found: boolean;
  readonly runs: number;
  readonly learning: Learning;
}

interface Order {
  readonly target: string;
  readonly seed: number;
  readonly chunk: number;
  readonly corpus: readonly KeptRun[];
  readonly isGuided: boolean;
  readonly sought: ReadonlySet<PropertyId> | null;
}

function performed({ target: called, seed, chunk, corpus, isGuided, sought }: Order): Chunk {
  const target = registered(called)?.target;
  if (target === undefined) throw new RangeError(`there is no target ${called}`);
  const range = { nodes: [3, 5], timing: TIMINGS.lab };
  const learning = new Learning(corpus, range, isGuided ? batchSeed(seed, chunk) : null);
  let found = false;
  const options = {
    ...{ ...range, seed, sought, engines: [engine], maxRuns: Infinity, maxFindings: 1 },
    faults: kindsFairTo(target.capabilities),
    searchFaults: searchFaultsFairTo(target.capabilities),
    ...{ learning, coverage: new Coverage(learning.listeners), shouldStop: () => false },
  };
  const taker = {
    isEnough: () => found,
    takes: () => {
      found = true;
      return false;
    },
    progressed: () => undefined,
  };
  const runner = new BatchRunner(target, options, taker, chunk);
  runner.timed(chunk);
  runner.adversarial(chunk);
  return { found, runs: runner.tally.runs + runner.tally.adversarialRuns, learning };
}

function corpusOfRaft(): readonly KeptRun[] {
  const corpus = new Corpus();
  for (let chunk = 0; chunk < CORPUS_CHUNKS; chunk += 1) {
    const order = { target: 'raft', seed: 99, chunk, isGuided: chunk % 4 === 3, sought: null };
    for (const kept of performed({ ...order, corpus: corpus.runs }).learning.learned) {
      corpus.add(kept);
    }
  }
  return corpus.runs;
}

/** Infinity if it is not found. */
function runsUntilFound(seed: number, corpus: readonly KeptRun[], isGuided: boolean): number {
  const expected = registered(name)?.expected;
  if (expected?.verdict !== 'violated') throw new RangeError(`${name} is not known to break`);
  const sought = new Set(PROPERTIES.map(({ id }) => id).filter((id) => id === expected.by));
  const perChunk = engine === 'timed' ? BATCH : BATCH * ADVERSARIAL_PER_TIMED_RUN;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const order = { target: name, seed, chunk, corpus, isGuided, sought };
    const { found, runs } = performed(order);
    if (found) return chunk * perChunk + runs;
  }
  return Infinity;
}

for (const [mode, corpus, isGuided] of [
  ['unguided', [], false],
  ['guided, from nothing', [], true],
  ['guided, from a corpus of raft', corpusOfRaft(), true],
] as const) {
  const all = Array.from({ length: Number(seeds) }, (_, place) => {
    return runsUntilFound(place + 1, corpus, isGuided);
  });
  const sorted = all.toSorted((one, other) => one - other);
  const mean = all.reduce((sum, runs) => sum + runs, 0) / all.length;
  const median = sorted[Math.floor(sorted.length / 2)] ?? Infinity;
  console.log(
    `${name} ${engine}, ${mode}: mean ${Math.round(mean)}, median ${median}, ${sorted.join(' ')}`,
  );
}
