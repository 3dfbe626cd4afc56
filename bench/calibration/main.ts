/**
 * `npm run bench:coverage`: whether the statistics of a green campaign hold, where the truth is
 * known. Within bounds, the exhaustive engine reaches every abstract state; walks within the same
 * bounds show some of them, and Good-Turing's interval and Chao1 speak of the rest. A part of it:
 * `npm run bench:coverage -- --runs 100000 --campaigns 10`.
 */
import { parseArgs } from 'node:util';
import { LAB_TIMING } from '../../core/timing.ts';
import type { Bounds } from '../../search/exploring/bounds.ts';
import { SCHEDULERS } from '../../search/walking/scheduler.ts';
import { raft } from '../../targets/raft.ts';
import { GuidedCampaign } from './guided-walks.ts';
import { RandomWalks } from './random-walks.ts';
import { reachableStates } from './reachable-states.ts';
import { campaignOf, hasHeld, type Observed } from './unguided.ts';

const SIZE = { nodes: 3, maxTerm: null, maxStates: 20_000_000 } as const;

const ALL: readonly Bounds[] = [
  { ...SIZE, maxDecisions: 8, faults: ['crash'] },
  { ...SIZE, maxDecisions: 6, faults: ['duplicate', 'crash', 'crashWithin'] },
];

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    campaigns: { type: 'string', default: '40' },
  },
});

/** After so many runs, in so many campaigns of other seeds. */
const ALL_MOMENTS: readonly (readonly [runs: number, campaigns: number])[] = [
  [1000, 40],
  [10_000, 40],
  [100_000, 10],
  [1_000_000, 2],
];

const MOMENTS = ALL_MOMENTS.filter(([runs]) => runs <= Number(values.runs)).map(
  ([runs, most]) => [runs, Math.min(most, Number(values.campaigns))] as const,
);

/** A walk that shows a state which the search has not reached would refute the comparison. */
const CONTROLLED = 20_000;

for (const bounds of ALL) {
  const { nodes, maxDecisions, faults } = bounds;
  const before = process.cpuUsage();
  const { keys, clusterStates } = reachableStates(raft, bounds, LAB_TIMING);
  const seconds = process.cpuUsage(before).user / 1e6;
  line(
    `${nodes} nodes, up to ${maxDecisions} decisions, ${faults.join(' and ')}: the search ` +
      `reaches all of ${keys.size} abstract states (${clusterStates} cluster states) in ` +
      `${seconds.toFixed(1)} s of processor time`,
  );
  control(bounds, keys);
  for (const { observed, pct, guided } of campaigns(bounds)) {
    if (observed.length === 0) continue;
    line(`  ${textOf(observed, keys.size)}`);
    line(`    PCT: ${textOf(pct, keys.size)}`);
    line(`    guided: ${seenText(guided, keys.size)}`);
  }
}

interface Compared {
  readonly observed: Observed[];
  /** The same of walks that PCT schedules. */
  readonly pct: Observed[];
  readonly guided: Pick<Observed, 'seen' | 'cpuSeconds'>[];
}

/** Of each moment, all campaigns that come so far. */
function campaigns(bounds: Bounds): readonly Compared[] {
  const all = MOMENTS.map((): Compared => ({ observed: [], pct: [], guided: [] }));
  const walks = new RandomWalks(raft, bounds, LAB_TIMING, 'uniform');
  const prioritised = new RandomWalks(raft, bounds, LAB_TIMING, 'pct');
  for (let seed = 1; seed <= (MOMENTS[0]?.[1] ?? 0); seed += 1) {
    const moments = MOMENTS.filter(([, most]) => seed <= most).map(([runs]) => runs);
    let place = 0;
    for (const observed of campaignOf(walks, seed, moments)) all[place++]?.observed.push(observed);
    place = 0;
    for (const pct of campaignOf(prioritised, seed, moments)) all[place++]?.pct.push(pct);
    guidedCampaign(bounds, seed, moments, all);
  }
  return all;
}

function guidedCampaign(
  bounds: Bounds,
  seed: number,
  moments: readonly number[],
  all: readonly Compared[],
): void {
  const campaign = new GuidedCampaign(raft, bounds, LAB_TIMING, seed);
  let [run, cpuSeconds] = [0, 0];
  for (const [place, moment] of moments.entries()) {
    const before = process.cpuUsage();
    for (; run < moment; run += 1) campaign.perform(run);
    cpuSeconds += process.cpuUsage(before).user / 1e6;
    all[place]?.guided.push({ seen: campaign.seen, cpuSeconds });
  }
}

type Seen = readonly Pick<Observed, 'seen' | 'cpuSeconds'>[];

function seenText(campaigns: Seen, all: number): string {
  const share = (mean(campaigns.map(({ seen }) => seen)) / all) * 100;
  const cpu = mean(campaigns.map(({ cpuSeconds }) => cpuSeconds));
  return `${share.toFixed(1)} % seen in ${cpu.toFixed(2)} s`;
}

function textOf(observed: readonly Observed[], all: number): string {
  const told = mean(observed.map((one) => one.told.value)).toPrecision(2);
  const counted = mean(observed.map((one) => one.counted)).toPrecision(2);
  const held = observed.filter(hasHeld).length;
  const below = observed.filter(({ chao }) => chao <= all).length;
  const chao = mean(observed.map((one) => one.chao)).toFixed(0);
  const { length } = observed;
  return (
    `${observed[0]?.runs} runs (${length} campaigns): ${seenText(observed, all)}; new in the ` +
    `next run: told ${told}, counted ${counted}, the interval held in ${held} of ${length}; ` +
    `Chao1 ${chao}, no more than there are in ${below} of ${length}`
  );
}

function control(bounds: Bounds, keys: ReadonlySet<number>): void {
  for (const scheduler of SCHEDULERS) {
    const walks = new RandomWalks(raft, bounds, LAB_TIMING, scheduler);
    for (let number = 0; number < CONTROLLED; number += 1) {
      for (const key of walks.show(0, number)) {
        if (!keys.has(key)) throw new Error(`a walk shows ${key}, which the search never reached`);
      }
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
