// Leaving out parts of a list: laws for any question, and the optimum where it is known.
import test from 'ava';
import fc from 'fast-check';
import { reduceList, reducePairs } from '../../../search/shrinking/reduce-list.ts';
import { holds } from '../../property-run.ts';

type Keep = (rest: readonly number[]) => boolean;
type Reduce = (list: readonly number[], keep: Keep) => readonly number[];

/** What a pass did, and what it asked. */
interface Reduced {
  readonly list: readonly number[];
  readonly asked: readonly (readonly number[])[];
}

const PASSES: readonly (readonly [Reduce, number])[] = [
  [reduceList, 1],
  [reducePairs, 2],
];

/** The numbers from 0 on, and a question that may be answered in any way, but always the same. */
const anyQuestion = fc.record({
  list: fc.nat(12).map(upTo),
  keep: fc.func<[readonly number[]], boolean>(fc.boolean()),
});

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function reduced(reduce: Reduce, list: readonly number[], keep: Keep): Reduced {
  const asked: (readonly number[])[] = [];
  const rest = reduce(list, (candidate) => {
    asked.push(candidate);
    return keep(candidate);
  });
  return { list: rest, asked };
}

/** All lists that lack so many elements of this one. */
function without(list: readonly number[], count: number): readonly (readonly number[])[] {
  if (count === 0) return [list];
  return list.flatMap((_, index) => {
    const [head, tail] = [list.slice(0, index), list.slice(index + 1)];
    return without(tail, count - 1).map((rest) => [...head, ...rest]);
  });
}

/** Each two of its elements. */
function partsOf(list: readonly number[]): readonly (readonly number[])[] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other]));
}

function isPartOf(part: readonly number[], whole: readonly number[]): boolean {
  let next = 0;
  for (const element of whole) if (element === part[next]) next += 1;
  return next === part.length;
}

for (const [reduce, removed] of PASSES) {
  test(`${reduce.name} returns the list itself or a part of it that was accepted`, (t) => {
    const law = fc.property(anyQuestion, ({ list, keep }) => {
      const { list: rest } = reduced(reduce, list, keep);
      return isPartOf(rest, list) && (rest.length === list.length || keep(rest));
    });
    holds(t, law);
  });

  test(`${reduce.name} ends where no ${removed} can be left out`, (t) => {
    const law = fc.property(anyQuestion, ({ list, keep }) => {
      const { list: rest } = reduced(reduce, list, keep);
      t.false(
        without(rest, removed).some((candidate) => keep(candidate)),
        `${rest.join()} can be made shorter`,
      );
    });
    holds(t, law);
  });

  test(`${reduce.name} changes nothing the second time if more never serves worse than less`, (t) => {
    const law = fc.property(anyQuestion, ({ list, keep: serves }) => {
      const keep: Keep = (rest) => partsOf(rest).some((part) => serves(part));
      const { list: rest } = reduced(reduce, list, keep);
      t.deepEqual(reduced(reduce, rest, keep).list, rest);
    });
    holds(t, law, { numRuns: 30 });
  });

  test(`${reduce.name} asks of shorter lists only, and not too often`, (t) => {
    const law = fc.property(anyQuestion, ({ list, keep }) => {
      const { asked } = reduced(reduce, list, keep);
      const most = removed === 1 ? list.length * (list.length + 3) : (list.length + 1) ** 3;
      t.true(asked.length <= most, `${asked.length} questions for ${list.length} elements`);
      t.true(asked.every((candidate) => candidate.length < list.length));
    });
    holds(t, law);
  });
}

test('reduceList leaves exactly what is needed together, in its order', (t) => {
  const needs = fc.array(fc.boolean(), { maxLength: 40 });
  const law = fc.property(needs, (isNeeded) => {
    const list = upTo(isNeeded.length);
    const needed = list.filter((element) => isNeeded[element]);
    const keep: Keep = (rest) => needed.every((element) => rest.includes(element));
    t.deepEqual(reduceList(list, keep), needed);
  });
  holds(t, law);
});

test('reduceList finds one needed element among many in few questions', (t) => {
  const law = fc.property(fc.nat(999), (needed) => {
    const { list, asked } = reduced(reduceList, upTo(1_000), (rest) => rest.includes(needed));
    t.deepEqual(list, [needed]);
    t.true(asked.length <= 40, `${asked.length} questions: halve what is left, do not step`);
  });
  holds(t, law);
});

test('reduceList leaves nothing of a list that nobody needs, and asks nothing of an empty one', (t) => {
  t.deepEqual(
    reduceList(upTo(9), () => true),
    [],
  );
  t.deepEqual(
    reduced(reduceList, [], () => true),
    { list: [], asked: [] },
  );
});

/** Elements that must go together, by twos, and others that are needed, in any order. */
const pairs = fc
  .record({ pairs: fc.integer({ min: 1, max: 4 }), needed: fc.nat(4) })
  .chain(({ pairs: count, needed }) => {
    const all = upTo(2 * count + needed);
    const shuffled = fc.shuffledSubarray([...all], { minLength: all.length });
    return fc.record({ list: shuffled, first: fc.constant(2 * count) });
  });

test('reducePairs leaves out both of what belongs together, wherever they stand', (t) => {
  const law = fc.property(pairs, ({ list, first }) => {
    const needed = list.filter((element) => element >= first);
    const keep: Keep = (rest) => {
      const isWhole = upTo(first / 2).every(
        (pair) => rest.includes(2 * pair) === rest.includes(2 * pair + 1),
      );
      return isWhole && needed.every((element) => rest.includes(element));
    };
    t.deepEqual(reducePairs(list, keep), needed);
  });
  holds(t, law);
});
