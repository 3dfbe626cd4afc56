// Ids and signatures depend on content alone: on all of it, or on the story that it tells.
import test from 'ava';
import fc from 'fast-check';
import type { PropertyId, Witness } from '../../properties/property.ts';
import { canonicalJson } from '../../search/canonical-json.ts';
import { findingId, signatureOf } from '../../search/identity.ts';
import { holds } from '../property-run.ts';
import { fired, scheduleOf } from './shrinking/problem.ts';

/** One clause of a story, and whom and when it tells of. */
interface Clause {
  readonly verb: string;
  readonly node: number;
  readonly other: number;
  readonly term: number;
  readonly index: number;
}

const clause: fc.Arbitrary<Clause> = fc.record({
  verb: fc.constantFrom('voted for', 'took the place of', 'crashed before'),
  node: fc.integer({ min: 1, max: 9 }),
  other: fc.integer({ min: 1, max: 9 }),
  term: fc.integer({ min: 1, max: 20 }),
  index: fc.integer({ min: 1, max: 9 }),
});
const story = fc.array(clause, { minLength: 1, maxLength: 5 });
const names = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 9 });

function textOf({ verb, node, other, term, index }: Clause): string {
  return `n${node} ${verb} n${other} in term ${term}, at index ${index}`;
}

function witnessOf([first, ...rest]: readonly Clause[], step: number): Witness {
  return {
    observed: first === undefined ? '' : textOf(first),
    because: rest.map((told, place) => ({ step: step + place, text: textOf(told) })),
    step,
    timeMs: 10 * step,
  };
}

test('a story with other nodes, terms, indices and steps has the same signature', (t) => {
  const shifts = fc.record({ terms: fc.nat(90), indices: fc.nat(90), steps: fc.nat(90) });
  const law = fc.property(story, names, shifts, (told, renamed, by) => {
    const again = told.map(({ verb, node, other, term, index }) => ({
      verb,
      node: renamed[node - 1] ?? 0,
      other: renamed[other - 1] ?? 0,
      term: term + by.terms,
      index: index + by.indices,
    }));
    const one = signatureOf('election-safety', witnessOf(told, 1));
    t.is(signatureOf('election-safety', witnessOf(again, 1 + by.steps)), one);
  });
  holds(t, law);
});

/** The kind of contradiction, and the kinds of causes, however often and in which order. */
function essence([first, ...rest]: readonly Clause[]): string {
  const causes = new Set(rest.map(({ verb }) => verb));
  return JSON.stringify([first?.verb, [...causes].sort()]);
}

test('two stories have the same signature exactly if they are of the same kind', (t) => {
  const small = fc.array(
    fc.record({
      verb: fc.constantFrom('voted for', 'crashed before'),
      node: fc.integer({ min: 1, max: 2 }),
      other: fc.integer({ min: 1, max: 3 }),
      term: fc.integer({ min: 1, max: 2 }),
      index: fc.nat(9),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const law = fc.property(small, small, (one, other) => {
    const [left, right] = [one, other].map((told) => {
      return signatureOf('log-matching', witnessOf(told, 3));
    });
    t.is(left === right, essence(one) === essence(other));
  });
  holds(t, law, { numRuns: 500 });
});

test('what happens in sound runs as well makes no difference, wherever it is told', (t) => {
  const usual = fc.record({
    text: fc.constantFrom('n3 voted for itself in term 4', 'n2 became leader of term 7'),
    place: fc.nat(5),
  });
  const law = fc.property(story, usual, (told, { text, place }) => {
    const witness = witnessOf(told, 1);
    const because = witness.because.toSpliced(place, 0, { step: 1, text });
    const one = signatureOf('election-safety', witness);
    t.is(signatureOf('election-safety', { ...witness, because }), one);
    const odd = because.with(
      because.findIndex((clause) => clause.text === text),
      {
        step: 1,
        text: `${text} once more`,
      },
    );
    t.not(signatureOf('election-safety', { ...witness, because: odd }), one);
  });
  holds(t, law);
});

test('the same story about another property is another one', (t) => {
  const properties: readonly PropertyId[] = ['election-safety', 'one-vote-per-term', 'progress'];
  const law = fc.property(story, (told) => {
    const signatures = properties.map((property) => signatureOf(property, witnessOf(told, 1)));
    t.is(new Set(signatures).size, properties.length);
  });
  holds(t, law);
});

/** The same content, with the keys of every record the other way round. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).map(([key, inner]) => [key, reordered(inner)] as const);
  return Object.fromEntries(fields.reverse());
}

test('canonical JSON is the same in whatever order keys are written, and loses nothing', (t) => {
  const law = fc.property(fc.jsonValue(), (value) => {
    const text = canonicalJson(value);
    t.is(canonicalJson(reordered(value)), text);
    t.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  });
  holds(t, law);
});

test('an id is equal exactly for equal target, property and run', (t) => {
  const part = fc.record({
    target: fc.constantFrom('one', 'two'),
    property: fc.constantFrom<PropertyId>('election-safety', 'log-matching'),
    words: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
  });
  const law = fc.property(part, part, (one, other) => {
    const [left, right] = [one, other].map(({ target, property, words }) => {
      return findingId(target, property, { kind: 'schedule', ...scheduleOf(fired(words)) });
    });
    t.is(left === right, canonicalJson(one) === canonicalJson(other));
    t.regex(left ?? '', /^[0-9a-f]{12}$/);
  });
  holds(t, law, { numRuns: 300 });
});
