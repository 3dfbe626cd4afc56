/**
 * Code under test shares its globals with whitewater. If it replaces one that whitewater needs,
 * everything after it goes wrong, and the code that happens to run then must not be reported.
 */

type Holder = Readonly<Record<PropertyKey, unknown>>;

interface Shared {
  readonly name: string;
  readonly holder: Holder;
  readonly key: string;
  readonly value: unknown;
}

const { Array, Error, JSON, Map, Math, Number, Object, Promise, Reflect, Set, String } = globalThis;
const { Symbol, Uint8Array, WeakMap } = globalThis;
const { entries, every, filter, find, flatMap, map, push, slice, some } = Array.prototype;
const mapGet: unknown = Reflect.get(Map.prototype, 'get');
const mapSet: unknown = Reflect.get(Map.prototype, 'set');
const { freeze, keys } = Object;
const { parse, stringify } = JSON;

const HOLDERS: Readonly<Record<string, object>> = {
  '': globalThis,
  'Array.prototype': Array.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
  'Promise.prototype': Promise.prototype,
  'String.prototype': String.prototype,
  Object,
  JSON,
};

const GLOBALS: readonly string[] = [
  ...['Array', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Reflect', 'Set'],
  ...['String', 'Symbol', 'Uint8Array', 'WeakMap'],
];

const SHARED: readonly Shared[] = Object.entries(HOLDERS).flatMap(([name, holder]) =>
  (holder === globalThis ? GLOBALS : Object.getOwnPropertyNames(holder))
    .map((key) => ({
      name: name === '' ? key : `${name}.${key}`,
      holder: holder as Holder,
      key,
      // Not what a getter answers.
      value: Object.getOwnPropertyDescriptor(holder, key)?.value as unknown,
    }))
    .filter(({ value }) => value !== undefined),
);

/** Whether the ones that whitewater uses most are what they were: asked after every step. */
export function areIntact(): boolean {
  return (
    globalThis.Array === Array &&
    globalThis.Error === Error &&
    globalThis.JSON === JSON &&
    globalThis.Map === Map &&
    globalThis.Math === Math &&
    globalThis.Number === Number &&
    globalThis.Object === Object &&
    globalThis.Promise === Promise &&
    globalThis.Reflect === Reflect &&
    globalThis.Set === Set &&
    globalThis.String === String &&
    globalThis.Symbol === Symbol &&
    globalThis.Uint8Array === Uint8Array &&
    globalThis.WeakMap === WeakMap &&
    arePrototypesIntact()
  );
}

function arePrototypesIntact(): boolean {
  const list = Array.prototype;
  return (
    list.entries === entries &&
    list.every === every &&
    list.filter === filter &&
    list.find === find &&
    list.flatMap === flatMap &&
    list.map === map &&
    list.push === push &&
    list.slice === slice &&
    list.some === some &&
    Map.prototype.get === mapGet &&
    Map.prototype.set === mapSet &&
    Object.freeze === freeze &&
    Object.keys === keys &&
    JSON.parse === parse &&
    JSON.stringify === stringify
  );
}

/** Puts back what was replaced, and names it; null if nothing was. */
export function mended(): string | null {
  let names = '';
  // Nothing but syntax and what was kept: methods of lists may be gone.
  for (let index = 0; index < SHARED.length; index += 1) {
    const { name, holder, key, value } = SHARED[index] as Shared;
    if (holder[key] === value) continue;
    names += names === '' ? name : `, ${name}`;
    Reflect.set(holder, key, value);
  }
  return names === '' ? null : names;
}
