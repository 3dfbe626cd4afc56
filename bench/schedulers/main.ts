/**
 * `npm run bench:schedulers -- --repeats 20`: uniform walks, PCT, both in turns, and walks that are
 * guided, at equal processor time: how many abstract states of the core they show, and how soon
 * they break the ten mutants that need the most adversarial runs. Prints the tables of
 * `docs/STATISTICS.md`; `--mutants one,two` prints those of some mutants alone.
 */
import { parseArgs } from 'node:util';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { SAFETY_PROPERTIES } from '../../search/running/perform-schedule.ts';
import { isPure, type PureTarget } from '../../simulator/target.ts';
import { registered, type Registered } from '../../targets/registry.ts';
import { Campaign, MODES, type Mode } from './campaigns.ts';
import { compare, median } from './compare.ts';

/** Those that need the most adversarial runs in docs/MUTANTS.md. */
const HARDEST = [
  'commit-beyond-new-entries',
  'heartbeat-skips-log-check',
  'truncated-tail-returns',
  'up-to-date-by-length-only',
  'vote-counted-in-any-role',
  'matches-assumed-and-committed',
  'candidate-forgets-vote',
  'truncation-takes-term-back',
  'conflicting-tail-kept',
  'vote-not-persisted',
];

/** Seconds of processor time after which states are counted. */
const MOMENTS = [0.25, 1];

/** A campaign that has found nothing by then is given up, in seconds of processor time. */
const PATIENCE = 0.5;

/** Processor time is asked for once in so many runs. */
const CLOCKED = 50;

const { values } = parseArgs({
  options: { repeats: { type: 'string', default: '20' }, mutants: { type: 'string' } },
});
const repeats = Number(values.repeats);
if (!Number.isSafeInteger(repeats) || repeats < 2) {
  throw new RangeError(`--repeats ${values.repeats}: write a whole number from 2 on`);
}

const raft = entryOf('raft');
// The first campaigns of a process wait for its compiler.
for (const mode of MODES) statesOf(mode, 0, [0.3]);
if (values.mutants === undefined) printStates();
line('\n| mutant | runs are | found | median runs | median seconds | p | A12 |');
line('|---|---|--:|--:|--:|--:|--:|');
for (const name of values.mutants?.split(',') ?? HARDEST) printKills(name);
const { user, system } = process.cpuUsage();
line(`\n${Math.round((user + system) / 1e6)} s of processor time`);

function printStates(): void {
  line('| processor time | runs are | abstract states | times uniform | p | A12 |');
  line('|--:|---|--:|--:|--:|--:|');
  const all = MODES.map((): number[][] => []);
  for (let seed = 1; seed <= repeats; seed += 1) {
    for (const place of turned(seed)) all[place]?.push(statesOf(modeAt(place), seed, MOMENTS));
  }
  for (const [moment, seconds] of MOMENTS.entries()) {
    const figures = all.map((campaigns) => campaigns.map((states) => states[moment] ?? 0));
    const [uniform = []] = figures;
    for (const [place, states] of figures.entries()) {
      const { p, a12 } = compare(states, uniform);
      const times = (median(states) / median(uniform)).toFixed(2);
      const tested = place === 0 ? '| |' : `${pText(p)} | ${a12.toFixed(2)} |`;
      line(`| ${seconds} s | ${modeAt(place).name} | ${median(states)} | ${times} | ${tested}`);
    }
  }
}

/** States after each of these moments. */
function statesOf(mode: Mode, seed: number, moments: readonly number[]): number[] {
  const options = { seed, mode, properties: SAFETY_PROPERTIES, countsStates: true };
  const campaign = new Campaign(pure(raft), options);
  const states: number[] = [];
  const before = process.cpuUsage();
  for (let run = 0; states.length < moments.length; run += 1) {
    campaign.perform(run);
    const isDue = run % CLOCKED === 0 && secondsSince(before) >= (moments[states.length] ?? 0);
    if (isDue) states.push(campaign.seen);
  }
  return states;
}

interface Kill {
  /** Infinity if it was not found. */
  readonly runs: number;
  readonly seconds: number;
}

function printKills(name: string): void {
  const all = MODES.map((): Kill[] => []);
  for (let seed = 1; seed <= repeats; seed += 1) {
    for (const place of turned(seed)) all[place]?.push(killed(name, modeAt(place), seed));
  }
  const uniform = (all[0] ?? []).map(({ seconds }) => seconds);
  for (const [place, kills] of all.entries()) {
    const seconds = kills.map((kill) => kill.seconds);
    const found = seconds.filter(Number.isFinite).length;
    const { p, a12 } = compare(uniform, seconds);
    const tested = place === 0 ? '| |' : `${pText(p)} | ${a12.toFixed(2)} |`;
    const runs = figure(median(kills.map((kill) => kill.runs)), 0);
    const first = place === 0 ? name : '';
    line(
      `| ${first} | ${modeAt(place).name} | ${found} of ${repeats} | ${runs} | ` +
        `${figure(median(seconds), 3)} | ${tested}`,
    );
  }
}

function killed(name: string, mode: Mode, seed: number): Kill {
  const entry = entryOf(name);
  const { expected } = entry;
  const properties = PROPERTIES.filter(({ id }) => {
    return expected.verdict === 'violated' && id === expected.by;
  });
  const campaign = new Campaign(pure(entry), { seed, mode, properties, countsStates: false });
  const before = process.cpuUsage();
  for (let run = 0; ; run += 1) {
    if (campaign.perform(run)) return { runs: run + 1, seconds: secondsSince(before) };
    if (run % CLOCKED > 0 || secondsSince(before) < PATIENCE) continue;
    return { runs: Infinity, seconds: Infinity };
  }
}

/** Each repeat begins with another mode: what the machine does meanwhile hits all alike. */
function turned(seed: number): readonly number[] {
  return MODES.map((_, place) => (place + seed) % MODES.length);
}

function modeAt(place: number): Mode {
  const mode = MODES[place];
  if (mode === undefined) throw new RangeError(`there is no mode ${place}`);
  return mode;
}

function entryOf(name: string): Registered {
  const entry = registered(name);
  if (entry === undefined) throw new RangeError(`there is no target ${name}`);
  return entry;
}

function pure({ name, target }: Registered): PureTarget {
  if (!isPure(target)) throw new RangeError(`${name} is not pure`);
  return target;
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function figure(value: number, digits: number): string {
  if (!Number.isFinite(value)) return 'more';
  return Number(value.toFixed(digits)).toLocaleString('en-US', { maximumFractionDigits: digits });
}

function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
