/**
 * Modules of Node that no simulated node has: files, sockets, processes, threads. Many packages
 * require them and never use them under test, so that they are refused when used, not when loaded.
 */
import { createRequire } from 'node:module';
import { CannotRun } from '../../simulator/target.ts';
import { notPlain } from '../plain-data.ts';
import { whoActs } from './acting.ts';

type Parts = Record<string, unknown>;

const MAX_DEPTH = 4;

/** What functions have of their own, whatever they do. */
const OF_FUNCTIONS: readonly string[] = ['length', 'name', 'prototype', 'arguments', 'caller'];

const realModule = createRequire(import.meta.url);

/**
 * The module with all its names: `given` stands for some of them, plain data is lent as a copy, and
 * every other part throws {@link CannotRun} once it is called or constructed.
 */
export function refusedModule(name: string, given: object = {}): object {
  return refused(realModule(`node:${name}`) as object, name, name, given);
}

/** Throws {@link CannotRun} at whoever uses a part of the realm that there is not. */
export function refuseUse(what: string, module: string): never {
  const error = new CannotRun(
    `the code under test uses ${what}, which no simulated node has: lend it another one by ` +
      `realm.lend('${module}', …) in load, or leave that path out ` +
      '(docs/BRING-YOUR-OWN.md, "Modules in a realm")',
  );
  throw whoActs()?.sinned(error) ?? error;
}

function refused(real: object, path: string, module: string, given: object): object {
  const parts: object = typeof real === 'function' ? refusedFunction(path, module) : {};
  const names = Object.getOwnPropertyNames(real).filter((name) => {
    return typeof real !== 'function' || !OF_FUNCTIONS.includes(name);
  });
  for (const name of names) definePart(parts, name, () => partOf(real, name, path, module));
  for (const [name, value] of Object.entries(given)) definePart(parts, name, () => value);
  return parts;
}

/** Made when it is first asked for; a package may put something else in its place. */
function definePart(parts: object, name: string, make: () => unknown): void {
  let made: { readonly value: unknown } | null = null;
  Object.defineProperty(parts, name, {
    configurable: true,
    enumerable: true,
    get: () => (made ??= { value: make() }).value,
    set: (value: unknown) => (made = { value }),
  });
}

function partOf(real: object, name: string, path: string, module: string): unknown {
  const value = (real as Parts)[name];
  if (typeof value === 'function') return refused(value, `${path}.${name}`, module, {});
  if (typeof value !== 'object' || value === null) return value;
  return notPlain(value, MAX_DEPTH) === null
    ? structuredClone(value)
    : refused(value, `${path}.${name}`, module, {});
}

/** Classes may be derived from it while a package is loaded. */
function refusedFunction(path: string, module: string): object {
  function refusing(): never {
    return refuseUse(path, module);
  }
  Object.defineProperty(refusing, 'name', { value: path.replace(/^.*[.]/, '') });
  return refusing;
}
