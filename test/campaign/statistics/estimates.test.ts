// Formulas against numbers that were computed elsewhere, and against a population that is known.
import test from 'ava';
import {
  atLeast,
  newInNextRun,
  failureBound,
  failureBoundAfter,
} from '../../../campaign/statistics/estimates.ts';
import { Species } from '../../../search/hunting/species.ts';
import { draw, Purpose } from '../../../simulator/luck.ts';

const near = (actual: number, expected: number, digits: number): boolean =>
  Math.abs(actual - expected) < 0.5 * 10 ** -digits;

test('the bound of the failure probability is exact, and near three over the number of runs', (t) => {
  t.true(near(failureBound(1000), 0.002991, 6), String(failureBound(1000)));
  t.is(failureBound(0), 1);
  t.true(near(failureBound(1), 0.95, 12));
});

test('after failures, the bound is that of Clopper and Pearson', (t) => {
  t.true(near(failureBoundAfter(1000, 1), 0.004735, 6), String(failureBoundAfter(1000, 1)));
  t.true(near(failureBoundAfter(1000, 3), 0.007735, 6), String(failureBoundAfter(1000, 3)));
  t.is(failureBoundAfter(5, 5), 1);
});

/** A population in which species `k` is as likely as 1/k. */
class Zipf {
  readonly #sums: number[] = [];

  constructor(size: number) {
    let sum = 0;
    for (let rank = 1; rank <= size; rank += 1) this.#sums.push((sum += 1 / rank));
  }

  at(uniform: number): number {
    const wanted = uniform * (this.#sums.at(-1) ?? 0);
    return this.#sums.findIndex((sum) => sum >= wanted);
  }

  chanceOf(species: number): number {
    const before = this.#sums[species - 1] ?? 0;
    return ((this.#sums[species] ?? 0) - before) / (this.#sums.at(-1) ?? 1);
  }
}

test('the chance of something new covers the truth, and Chao1 stays below all there is', (t) => {
  const [size, runs, repeats] = [1000, 2000, 20];
  const zipf = new Zipf(size);
  let covered = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const species = new Species();
    for (let run = 0; run < runs; run += 1) {
      species.begin();
      species.note(zipf.at(draw(repeat, Purpose.walk, run, 0, 0) / 2 ** 32));
    }
    const { once, twice, more } = species.seen;
    const known = new Set([...once, ...twice, ...more]);
    const unseen = Array.from({ length: size }, (_, key) => key).filter((key) => !known.has(key));
    const truth = unseen.reduce((sum, key) => sum + zipf.chanceOf(key), 0);
    const frequencies = { runs, seen: known.size, once: once.length, twice: twice.length };
    const chance = newInNextRun(frequencies);
    if (chance !== null && chance.low <= truth && truth <= chance.high) covered += 1;
    t.true(atLeast(frequencies) <= size * 1.05, 'a lower bound must not exceed all there is');
    t.true(atLeast(frequencies) > known.size);
  }
  t.true(
    covered >= 0.85 * repeats,
    `the interval covered the truth ${covered} times of ${repeats}`,
  );
});

test('an interval is never of no width: one run alone has none', (t) => {
  t.is(newInNextRun({ runs: 0, seen: 0, once: 0, twice: 0 }), null);
  t.is(newInNextRun({ runs: 1, seen: 18, once: 18, twice: 0 }), null);
  for (const once of [1, 2, 3, 36]) {
    const chance = newInNextRun({ runs: 2, seen: once, once, twice: 0 });
    t.true(chance !== null && chance.low < chance.high, `${once} seen once in two runs`);
    t.is(chance?.value, once / 2);
  }
});

test('the interval covers the truth of runs that show many new species each', (t) => {
  const [size, perRun, runs, repeats] = [5000, 6, 40, 60];
  const zipf = new Zipf(size);
  let covered = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const species = new Species();
    for (let run = 0; run < runs; run += 1) {
      species.begin();
      for (let part = 0; part < perRun; part += 1) {
        species.note(zipf.at(draw(repeat, Purpose.walk, run, part, 1) / 2 ** 32));
      }
    }
    const { once, twice, more } = species.seen;
    const known = new Set([...once, ...twice, ...more]);
    const unseen = Array.from({ length: size }, (_, key) => key).filter((key) => !known.has(key));
    const chances = unseen.map((key) => 1 - (1 - zipf.chanceOf(key)) ** perRun);
    const truth = chances.reduce((sum, chance) => sum + chance, 0);
    const frequencies = { runs, seen: known.size, once: once.length, twice: twice.length };
    const chance = newInNextRun(frequencies);
    if (chance !== null && chance.low <= truth && truth <= chance.high) covered += 1;
  }
  t.true(
    covered >= 0.85 * repeats,
    `the interval covered the truth ${covered} times of ${repeats}`,
  );
});

test('species of several parts add up to the same in any order', (t) => {
  const part = (keys: readonly (readonly number[])[]): Species => {
    const species = new Species();
    for (const run of keys) {
      species.begin();
      for (const key of run) species.note(key);
    }
    return species;
  };
  const [one, other] = [
    part([
      [1, 2, 2],
      [2, 3],
    ]),
    part([[3], [4, 1], [1]]),
  ];
  const whole = part([[1, 2, 2], [2, 3], [3], [4, 1], [1]]).seen;
  for (const order of [
    [one, other],
    [other, one],
  ]) {
    const sum = new Species();
    for (const { seen } of order) sum.add(seen);
    t.deepEqual(sum.seen, whole);
  }
  t.deepEqual(whole, { runs: 5, once: [4], twice: [2, 3], more: [1] });
});
