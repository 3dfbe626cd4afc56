/**
 * What it costs to note which abstract states runs show: the same chunks with and without, one
 * after the other in one process, in processor time. `npm run bench:coverage-cost -- 40`, the
 * number of chunks for each engine.
 */
import { cpuUsage } from 'node:process';
import { LAB_TIMING } from '../core/timing.ts';
import { kindsFairTo } from '../faults/catalogue.ts';
import { BatchRunner } from '../search/hunting/batch-runner.ts';
import { Coverage } from '../search/hunting/coverage.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { raft } from '../targets/raft.ts';

const USUAL_CHUNKS = 40;
/** Until the machine code is there. */
const WARM_UP_CHUNKS = 4;

const ENGINES = ['timed', 'adversarial'] as const;

type WatchedEngine = (typeof ENGINES)[number];

const TAKER = { isEnough: () => false, takes: () => false, progressed: () => undefined };

const SETTING = {
  ...{ seed: 1, maxRuns: 1e6, nodes: [3, 5], sought: null, timing: LAB_TIMING },
  faults: kindsFairTo(raft.capabilities),
  searchFaults: searchFaultsFairTo(raft.capabilities),
  ...{ maxFindings: Infinity, maxActions: 40, shouldStop: () => false },
} as const;

interface Cost {
  readonly seconds: number;
  /** Events of timed runs, decisions of adversarial ones. */
  readonly steps: number;
  readonly states: number;
}

function costOf(engine: WatchedEngine, chunk: number, isNoted: boolean): Cost {
  const coverage = isNoted ? new Coverage() : undefined;
  const options = { ...SETTING, engines: [engine], coverage };
  const before = cpuUsage();
  const runner = new BatchRunner(raft, options, TAKER, chunk);
  runner[engine](chunk);
  const { once = [], twice = [], more = [] } = coverage?.seen[engine] ?? {};
  const { user, system } = cpuUsage(before);
  const { events, decisions } = runner.counts;
  const steps = engine === 'timed' ? events : decisions;
  const states = once.length + twice.length + more.length;
  return { seconds: (user + system) / 1e6, steps, states };
}

/** The same chunk twice; which way comes first changes from chunk to chunk. */
interface Pair {
  readonly noted: Cost;
  readonly plain: Cost;
}

function pairOf(engine: WatchedEngine, chunk: number): Pair {
  const isNotedFirst = chunk % 2 === 0;
  const first = costOf(engine, chunk, isNotedFirst);
  const second = costOf(engine, chunk, !isNotedFirst);
  const [noted, plain] = isNotedFirst ? [first, second] : [second, first];
  if (noted.steps !== plain.steps) throw new Error(`chunk ${chunk} drew other runs when noted`);
  if (noted.states === 0) throw new Error(`chunk ${chunk} showed no state`);
  return { noted, plain };
}

/** How many of a hundred steps per second are lost. */
function lostIn(pairs: readonly Pair[]): number {
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((all, one) => all + of(one), 0);
  return 100 * (1 - sum(({ plain }) => plain.seconds) / sum(({ noted }) => noted.seconds));
}

function row(name: string, pairs: readonly Pair[]): string {
  const each = pairs.map((pair) => lostIn([pair])).sort((one, other) => one - other);
  const at = (share: number): string =>
    (each[Math.floor(share * (each.length - 1))] ?? 0).toFixed(1);
  const seconds = pairs.reduce((sum, { noted, plain }) => sum + noted.seconds + plain.seconds, 0);
  return (
    `  ${name.padEnd(12)} ${lostIn(pairs).toFixed(1)} % of steps per second; chunk by chunk ` +
    `${at(0.5)} % in the median, ${at(0.25)} to ${at(0.75)} % in the middle half ` +
    `(${pairs.length} chunks, ${seconds.toFixed(1)} s)\n`
  );
}

const chunks = Math.max(2, Number(process.argv[2]) || USUAL_CHUNKS);
const all = ENGINES.map((engine) => {
  for (let chunk = 0; chunk < WARM_UP_CHUNKS; chunk += 1) pairOf(engine, chunk);
  const pairs = Array.from({ length: chunks }, (_, at) => pairOf(engine, WARM_UP_CHUNKS + at));
  process.stdout.write(row(engine, pairs));
  return pairs;
});
process.stdout.write(row('both', all.flat()));
