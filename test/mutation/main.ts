/**
 * `npm run test:mutation`: breaks the sources in one place at a time, and counts how often a test
 * notices. `--sample 60` tries so many mutants of each room, `--seed` draws others, and `--jobs`
 * sets how many are tried at once. `--only faults/` keeps those whose place begins so, down to a
 * single one: `--only faults/heal.ts:17:13`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from './run-tests.ts';
import { copyOf } from './copy.ts';
import { mutantsOf, type Mutant } from './mutators.ts';
import { testsOf } from './related-tests.ts';
import { mutantText, reportText, roomOf, scoresOf } from './report.ts';
import { sampleOf } from './sample.ts';
import { tried, type Kills, type Trial } from './trial.ts';

const ROOMS = ['properties', 'faults', 'search/shrinking'];
const root = fileURLToPath(new URL('../../', import.meta.url));
const out = join(root, '.whitewater', 'mutation');

/** A mutant may take this many times as long as all tests do without one. */
const PATIENCE = 3;
const LEAST_MS = 10_000;
/** For all tests without a mutant, on a cold shelf. */
const FIRST_MS = 600_000;

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: ROOMS.map((room) => `${room}/`) },
    jobs: { type: 'string', default: '2' },
  },
});

function wholeNumber(name: 'sample' | 'seed' | 'jobs', least: number): number {
  const value = Number(options[name]);
  if (Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`--${name} must be a whole number from ${least} on`);
}

function allMutants(): readonly Mutant[] {
  const paths = ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${room}/${name}`),
  );
  return paths.sort().flatMap((path) => mutantsOf(path, textOf(path)));
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** How long these test files take; refuses to go on if one fails as it is. */
async function durationMs(copy: string, tests: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const { outcome, lastFile, complaint } = await runTests(copy, tests, FIRST_MS);
  if (outcome === 'passed') return performance.now() - startMs;
  throw new Error(`${lastFile} ${outcome} without a mutant: repair it first.\n${complaint}`);
}

/** How long a mutant of a room may take. The first round is not counted: it transpiles. */
async function limitMsFor(copies: readonly string[], tests: readonly string[]): Promise<number> {
  await Promise.all(copies.map((copy) => durationMs(copy, tests)));
  const durations = await Promise.all(copies.map((copy) => durationMs(copy, tests)));
  return Math.round(Math.max(LEAST_MS, PATIENCE * Math.max(...durations)));
}

async function triedInTurn(
  mutants: readonly Mutant[],
  copies: readonly string[],
): Promise<readonly Trial[]> {
  const tests = (path: string): readonly string[] => testsOf(root, path);
  const all = [...new Set(mutants.flatMap(({ path }) => tests(path)))];
  const limitMs = await limitMsFor(copies, all);
  say(`The tests pass without a mutant; a mutant may take ${Math.round(limitMs / 1000)} s.`);
  const kills: Kills = new Map();
  const trials: Trial[] = [];
  const waiting = [...mutants];
  const work = async (copy: string): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const trial = await tried(mutant, { copy, testsOf: tests, limitMs, kills });
      trials.push(trial);
      say(`${trials.length}/${mutants.length} ${trial.fate} ${mutantText(mutant)}`);
    }
  };
  await Promise.all(copies.map(work));
  return trials;
}

const seed = wholeNumber('seed', 0);
const size = wholeNumber('sample', 1);
const copies = Array.from({ length: wholeNumber('jobs', 1) }, (_, at) => copyOf(root, at + 1));
const isWanted = ({ path, line, column }: Mutant): boolean =>
  options.only.some((start) => `${path}:${line}:${column} `.startsWith(start));
const mutants = allMutants().filter(isWanted);
if (mutants.length === 0) throw new RangeError('no mutant: --only takes the start of a path');
const startMs = performance.now();
const trials: Trial[] = [];
for (const room of ROOMS) {
  const ours = mutants.filter((mutant) => roomOf(mutant) === room);
  const drawn = sampleOf(ours, size, seed, textOf);
  if (drawn.length > 0) trials.push(...(await triedInTurn(drawn, copies)));
  keep(trials);
}
say(`\n${reportText(scoresOf(mutants, trials), trials)}`);
say('All of it is in .whitewater/mutation/report.json.');

/** After each room: an interrupt loses no more than the room under way. */
function keep(all: readonly Trial[]): void {
  const seconds = Math.round((performance.now() - startMs) / 1000);
  const report = { seed, sample: size, seconds, scores: scoresOf(mutants, all), trials: all };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
}
