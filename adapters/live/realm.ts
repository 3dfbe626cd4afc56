/**
 * A realm of its own for packages under test: JavaScript's globals once more, with clocks, timers
 * and randomness of the simulated world. The real ones stay untouched: nothing has to be restored.
 */
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { constants, createContext, runInContext, Script } from 'node:vm';
import { NotInstalled } from '../../simulator/target.ts';
import { globalsOf } from './realm-globals.ts';

/** Modules of Node that are the same on every machine. */
const HARMLESS: readonly string[] = [
  'assert',
  'buffer',
  'events',
  'querystring',
  'stream',
  'string_decoder',
  'url',
  'util',
];

interface CommonModule {
  exports: unknown;
}

type Require = (specifier: string) => unknown;
type Wrapped = (
  exports: unknown,
  require: Require,
  module: CommonModule,
  filename: string,
  dirname: string,
) => void;

/** JavaScript's globals once more, in which a package under test lives. */
export class Realm {
  /** An ordinary global object: names are looked up in it as fast as anywhere. */
  readonly #context = createContext(constants.DONT_CONTEXTIFY);
  readonly #modules = new Map<string, CommonModule>();
  /** Modules of Node that reach clocks or randomness, and their replacements. */
  readonly #standIns: Readonly<Record<string, unknown>>;
  readonly #parse: (text: string) => unknown;
  readonly #wrap: (outer: unknown) => unknown;

  constructor() {
    const { globals, standIns } = globalsOf((text) => this.evaluate(text));
    Object.assign(this.#context, globals, { global: this.#context });
    this.#standIns = standIns;
    const wrap = '(outer) => (...given) => outer(...given)';
    this.#wrap = this.evaluate(wrap) as (outer: unknown) => unknown;
    this.#parse = this.evaluate('JSON.parse') as (text: string) => unknown;
  }

  /**
   * The CommonJS package of this name, as the file at `from` would find it. Throws
   * {@link NotInstalled}; `remedy` is the command to get it.
   */
  require(name: string, from: string, remedy = `npm install ${name}`): unknown {
    let path: string;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      throw new NotInstalled(`${name} is not installed`, remedy);
    }
    return this.#load(path);
  }

  /** What code of this realm makes of an expression. */
  evaluate(expression: string): unknown {
    return runInContext(`(${expression})`, this.#context);
  }

  /** Plain data as code of this realm would have made it: there, an array is an Array. */
  parse(text: string): unknown {
    return this.#parse(text);
  }

  /**
   * The same function as code of this realm would have made it: there, it is a Function.
   *
   * @typeParam F - The type of the function.
   */
  callable<F extends (...given: never[]) => unknown>(outer: F): F {
    return this.#wrap(outer) as F;
  }

  #load(path: string): unknown {
    const known = this.#modules.get(path);
    if (known !== undefined) return known.exports;
    const module: CommonModule = { exports: this.parse('{}') };
    this.#modules.set(path, module);
    const source = readFileSync(path, 'utf8');
    if (path.endsWith('.json')) {
      module.exports = this.parse(source);
      return module.exports;
    }
    const wrapper = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
    const wrapped = new Script(wrapper, { filename: path }).runInContext(this.#context) as Wrapped;
    wrapped(module.exports, this.#requireOf(path), module, path, path.replace(/[\\/][^\\/]*$/, ''));
    return module.exports;
  }

  #requireOf(path: string): Require {
    const { resolve } = createRequire(path);
    return (specifier) => {
      if (!isBuiltin(specifier)) return this.#load(resolve(specifier));
      const name = specifier.replace(/^node:/, '');
      if (name in this.#standIns) return this.#standIns[name];
      if (HARMLESS.includes(name)) return createRequire(path)(specifier) as unknown;
      throw new Error(`${path} needs node:${name}, which the simulated world does not have`);
    };
  }
}
