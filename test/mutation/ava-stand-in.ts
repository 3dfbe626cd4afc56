/**
 * As much of ava as the tests of the mutated folders use. A process for each test file, as ava has
 * it, takes most of the time of a mutant; here all files share one, and the first failure ends it.
 */
import assert from 'node:assert/strict';

export interface StandInTest {
  readonly title: string;
  readonly run: (t: object) => unknown;
}

const declared: StandInTest[] = [];

export default function test(title: string, run: (t: object) => unknown): void {
  declared.push({ title, run });
}

/** The tests declared since the last call. */
export function takeTests(): readonly StandInTest[] {
  return declared.splice(0);
}

const assertions = {
  pass: () => undefined,
  fail: (message?: string) => assert.fail(message),
  is: (actual: unknown, expected: unknown) => assert.ok(Object.is(actual, expected)),
  not: (actual: unknown, expected: unknown) => assert.ok(!Object.is(actual, expected)),
  true: (actual: unknown) => assert.equal(actual, true),
  false: (actual: unknown) => assert.equal(actual, false),
  truthy: (actual: unknown) => assert.ok(actual),
  falsy: (actual: unknown) => assert.ok(!actual),
  deepEqual: (actual: unknown, expected: unknown) => assert.deepEqual(actual, expected),
  notDeepEqual: (actual: unknown, expected: unknown) => assert.notDeepEqual(actual, expected),
  like: (actual: object, expected: object) => isLike(actual, expected),
  regex: (text: string, pattern: RegExp) => assert.match(text, pattern),
  notRegex: (text: string, pattern: RegExp) => assert.doesNotMatch(text, pattern),
  throws: (act: () => unknown, expected: Expected = {}) => throwsAs(act, expected),
  notThrows: (act: () => unknown) => assert.doesNotThrow(act),
};

/** What a test may ask of an error; the tests ask nothing else. */
interface Expected {
  readonly instanceOf?: new (...words: never[]) => unknown;
  readonly message?: string | RegExp;
}

/** Looks at the fields that are expected, and at no others; the tests nest none in another. */
function isLike(actual: object, expected: object): void {
  const fields = new Map<string, unknown>(Object.entries(actual));
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual(fields.get(name), value);
  }
}

/** Returns the error, as ava does. */
function throwsAs(act: () => unknown, { instanceOf, message }: Expected): unknown {
  let thrown: unknown;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof Error)) return assert.fail('nothing was thrown');
  if (instanceOf !== undefined) assert.ok(thrown instanceof instanceOf);
  if (typeof message === 'string') assert.equal(thrown.message, message);
  if (message instanceof RegExp) assert.match(thrown.message, message);
  return thrown;
}

/** Performs a test, and throws if it fails; as in ava, a test without an assertion does. */
export async function perform({ title, run }: StandInTest): Promise<void> {
  let count = 0;
  const counted = new Proxy(assertions, {
    get(target, name) {
      if (typeof name === 'symbol' || !Object.hasOwn(target, name)) {
        throw new TypeError(`t.${String(name)} is not in test/mutation/ava-stand-in.ts: add it`);
      }
      count += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  await run(counted);
  assert.ok(count > 0, `${title}: no assertion`);
}
