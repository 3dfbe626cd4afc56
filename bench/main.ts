/**
 * `npm run bench`: how fast the world turns, and is searched. Ratios are taken within one process,
 * round by round, because a machine's speed changes from minute to minute. `--json` prints one
 * object.
 */
import { LAB_TIMING } from '../core/timing.ts';
import { ACTIONS } from '../faults/catalogue.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { Check } from '../properties/check.ts';
import { hunt } from '../search/hunting/hunt.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import { World } from '../simulator/world.ts';
import { liferaft } from '../targets/npm/liferaft.ts';
import { tinyraft } from '../targets/npm/tinyraft.ts';
import { raft } from '../targets/raft.ts';
import { bareLoop } from './bare-loop.ts';
import { FAKE_LIFERAFT, FAKE_TINYRAFT } from './fake-timers.ts';
import { liveRates } from './live.ts';
import { foreseenRate, type ForeseenProgram } from './foreseen.ts';
import { programRate } from './program.ts';
import { timed } from './timed.ts';
import { adversarialRate, exhaustiveRate } from './untimed.ts';

const NODES = 5;
const ROUNDS = 9;
/** A proof takes seconds. */
const PROOF_ROUNDS = 3;
/** Packages from npm take their time. */
const LIVE_ROUNDS = 5;
/** Long enough that booting and electing weigh little; the hunts below pay for them in full. */
const CLUSTERS = 50;
const CLUSTER_MS = 60_000;
const FAST_CHECK_RUNS = 1_000;
/** Makes a run eight simulated seconds long in the mean, its liveness phase included. */
const MAX_ACTIONS = 56;
const FAR_LIMITS = { maxSteps: 1e9, maxTimeMs: 1e9 };

interface Rate {
  readonly eventsPerSecond: number;
  readonly simulatedSecondsPerSecond: number;
}

/** Fault-free clusters in the world, every property judging every event. */
function worldRate(): Rate {
  let steps = 0;
  const seconds = timed(() => {
    for (let seed = 1; seed <= CLUSTERS; seed += 1) {
      const facts = { nodes: NODES, ...LAB_TIMING };
      const check = new Check(PROPERTIES, facts);
      const setup = { nodes: NODES, seed, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
      const world = new World(raft, { ...setup, limits: FAR_LIMITS }, check);
      world.elapse(CLUSTER_MS);
      if (check.violations.length > 0) throw new Error('the core broke a property');
      steps += world.steps;
    }
  });
  return rate(steps, seconds);
}

/** The same clusters as a bare loop. */
function bareRate(): Rate {
  let events = 0;
  const pace = { ...LAB_TIMING, ...DEFAULT_NETWORK };
  const seconds = timed(() => {
    for (let seed = 1; seed <= CLUSTERS; seed += 1) {
      events += bareLoop(NODES, seed, CLUSTER_MS, pace).events;
    }
  });
  return rate(events, seconds);
}

/** Whole runs as a hunt makes them: drawn by fast-check, with faults, healed and judged. */
function huntRate(seed: number): { runsPerSecond: number; simulatedSecondsPerRun: number } {
  let simulatedMs = 0;
  const seconds = timed(() => {
    const { progress, outcome } = hunt(raft, {
      seed,
      maxRuns: FAST_CHECK_RUNS,
      nodes: [NODES],
      sought: null,
      faults: ACTIONS.map(({ kind }) => kind),
      timing: LAB_TIMING,
      maxFindings: 1,
      engines: ['timed'],
      searchFaults: [],
      maxActions: MAX_ACTIONS,
      shouldStop: () => false,
    });
    if (outcome.kind !== 'held') throw new Error(`the hunt ended as ${outcome.kind}`);
    ({ simulatedMs } = progress);
  });
  const simulatedSecondsPerRun = simulatedMs / 1000 / FAST_CHECK_RUNS;
  return { runsPerSecond: FAST_CHECK_RUNS / seconds, simulatedSecondsPerRun };
}

function rate(events: number, seconds: number): Rate {
  const simulatedSeconds = (CLUSTERS * CLUSTER_MS) / 1000;
  return {
    eventsPerSecond: events / seconds,
    simulatedSecondsPerSecond: simulatedSeconds / seconds,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Round 0 of each warms the compiler up and is not counted. */
function rounds<Result>(count: number, round: (number: number) => Result): Result[] {
  return Array.from({ length: count + 1 }, (_, number) => round(number)).slice(1);
}

/** By the clock, and in time of the processor of either side. */
function foreseenFigures(kind: ForeseenProgram): Record<string, number> {
  const rates = rounds(PROOF_ROUNDS, () => foreseenRate(kind));
  return {
    [`${kind}StepsPerSecond`]: median(rates.map(({ stepsPerSecond }) => stepsPerSecond)),
    [`${kind}HostUsPerStep`]: median(rates.map(({ hostUsPerStep }) => hostUsPerStep)),
    [`${kind}ProgramUsPerStep`]: median(rates.map(({ programUsPerStep }) => programUsPerStep)),
  };
}

function measure(): Record<string, number> {
  const loops = rounds(ROUNDS, () => ({ bare: bareRate(), world: worldRate() }));
  const hunts = rounds(ROUNDS, (number) => huntRate(number + 1));
  const tinyrafts = rounds(LIVE_ROUNDS, () => liveRates(tinyraft, FAKE_TINYRAFT));
  const liferafts = rounds(LIVE_ROUNDS, () => liveRates(liferaft, FAKE_LIFERAFT));
  return {
    worldEventsPerSecond: median(loops.map(({ world }) => world.eventsPerSecond)),
    bareEventsPerSecond: median(loops.map(({ bare }) => bare.eventsPerSecond)),
    ratioToBare: median(
      loops.map(({ world, bare }) => world.eventsPerSecond / bare.eventsPerSecond),
    ),
    simulatedSecondsPerSecond: median(loops.map(({ world }) => world.simulatedSecondsPerSecond)),
    huntRunsPerSecond: median(hunts.map(({ runsPerSecond }) => runsPerSecond)),
    simulatedSecondsPerRun: median(hunts.map((hunt) => hunt.simulatedSecondsPerRun)),
    huntRunsOfEightSecondsPerSecond: median(
      hunts.map((hunt) => (hunt.runsPerSecond * hunt.simulatedSecondsPerRun) / 8),
    ),
    adversarialDecisionsPerSecond: median(rounds(ROUNDS, (number) => adversarialRate(number))),
    exhaustiveStatesPerSecond: median(rounds(PROOF_ROUNDS, exhaustiveRate)),
    programStepsPerSecond: median(rounds(ROUNDS, () => programRate('node') ?? NaN)),
    ...foreseenFigures('carried'),
    ...foreseenFigures('held'),
    ...foreseenFigures('example'),
    pythonStepsPerSecond: median(rounds(ROUNDS, () => programRate('python') ?? NaN)),
    tinyraftEventsPerSecond: median(tinyrafts.map(({ eventsPerSecond }) => eventsPerSecond)),
    tinyraftToFakeTimers: median(tinyrafts.map(({ ratioToFakeTimers }) => ratioToFakeTimers)),
    liferaftEventsPerSecond: median(liferafts.map(({ eventsPerSecond }) => eventsPerSecond)),
    liferaftToFakeTimers: median(liferafts.map(({ ratioToFakeTimers }) => ratioToFakeTimers)),
  };
}

const TARGETS: Readonly<Record<string, number>> = {
  ratioToBare: 0.25,
  simulatedSecondsPerSecond: 8_000,
  huntRunsOfEightSecondsPerSecond: 1_000,
  adversarialDecisionsPerSecond: 1_000_000,
  exhaustiveStatesPerSecond: 200_000,
  programStepsPerSecond: 20_000,
  exampleStepsPerSecond: 40_000,
  tinyraftEventsPerSecond: 500_000,
  liferaftEventsPerSecond: 150_000,
};

const figures = await inMacrotask(measure);
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ benchmark: 'world', figures, targets: TARGETS })}\n`);
} else {
  for (const [name, value] of Object.entries(figures)) {
    const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    const goal = TARGETS[name];
    const outcome =
      goal === undefined
        ? ''
        : `   goal ${goal.toLocaleString('en')}: ${value >= goal ? 'reached' : 'missed'}`;
    process.stdout.write(`${name.padEnd(32)} ${shown.padStart(12)}${outcome}\n`);
  }
}
