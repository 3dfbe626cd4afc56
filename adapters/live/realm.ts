/**
 * A realm of its own for packages under test: JavaScript's globals once more, with clocks, timers
 * and randomness of the simulated world. The real ones stay untouched: nothing has to be restored.
 */
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { constants, createContext, runInContext, Script } from 'node:vm';
import { CannotRun, NotInstalled } from '../../simulator/target.ts';
import type { LentModules } from './lent-modules.ts';
import { globalsOf } from './realm-globals.ts';
import { requiredFile } from './required-file.ts';

interface CommonModule {
  exports: unknown;
  readonly id: string;
  readonly filename: string;
  readonly children: readonly unknown[];
  readonly paths: readonly string[];
  readonly parent: null;
  readonly require: Require;
  loaded: boolean;
}

interface Require {
  (specifier: string): unknown;
  readonly resolve: (specifier: string) => string;
  readonly cache: object;
  readonly extensions: object;
  readonly main: undefined;
}

/** JavaScript's globals once more, in which a package under test lives. */
export class Realm {
  /** An ordinary global object: names are looked up in it as fast as anywhere. */
  readonly #context = createContext(constants.DONT_CONTEXTIFY);
  readonly #modules = new Map<string, CommonModule>();
  readonly #lent: LentModules;
  readonly #parse: (text: string) => unknown;
  readonly #wrap: (outer: unknown) => unknown;

  constructor() {
    const { globals, modules } = globalsOf((text) => this.evaluate(text));
    Object.assign(this.#context, globals, { global: this.#context });
    this.#lent = modules;
    const wrap = '(outer) => (...given) => outer(...given)';
    this.#wrap = this.evaluate(wrap) as (outer: unknown) => unknown;
    this.#parse = this.evaluate('JSON.parse') as (text: string) => unknown;
  }

  /**
   * The CommonJS package of this name, as the file at `from` would find it. Throws
   * {@link NotInstalled}; `remedy` is the command to get it. Throws {@link CannotRun} for an ES
   * module, and if the package uses what no simulated node has while it is loaded.
   */
  require(name: string, from: string, remedy = `npm install ${name}`): unknown {
    return this.#load(installedFile(name, from, remedy));
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

  /**
   * Code of this realm that requires `name` gets `standIn`: in place of a module of Node that the
   * realm refuses, or of a package with native code. Call it in `load`, before `require`.
   *
   * ```ts
   * load(realm) {
   *   realm.lend('fs', { readFileSync: () => 'port: 1234' });
   *   return realm.require('some-raft', import.meta.filename);
   * }
   * ```
   */
  lend(name: string, standIn: unknown): void {
    this.#lent.replace(nameOf(name), standIn);
  }

  #load(path: string): unknown {
    const known = this.#modules.get(path);
    if (known !== undefined) return known.exports;
    const module = this.#moduleOf(path);
    this.#modules.set(path, module);
    try {
      this.#perform(path, module);
      module.loaded = true;
    } catch (error) {
      // Whoever requires it again finds out again.
      this.#modules.delete(path);
      throw error;
    }
    return module.exports;
  }

  #perform(path: string, module: CommonModule): void {
    if (path.endsWith('.node')) throw new CannotRun(`${path} is native code: ${LEND_IT}`);
    // A mark of the byte order, and how a shell is to start it.
    const source = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    if (path.endsWith('.json')) {
      module.exports = this.parse(source);
      return;
    }
    const { exports, require } = module;
    const given = [exports, require, module, path, dirname(path)];
    Reflect.apply(this.#compiled(path, source.replace(/^#!/, '//')), exports, given);
  }

  #compiled(path: string, source: string): (...given: unknown[]) => unknown {
    const wrapper = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
    try {
      const compiled: unknown = new Script(wrapper, { filename: path }).runInContext(this.#context);
      return compiled as (...given: unknown[]) => unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError) || !OF_ES_MODULES.test(error.message)) throw error;
      throw new CannotRun(`${path} is an ES module: ${IMPORT_IT}`);
    }
  }

  #moduleOf(path: string): CommonModule {
    const require = this.#requireOf(path);
    const { exports, children, paths } = this.parse(
      '{"exports":{},"children":[],"paths":[]}',
    ) as CommonModule;
    return {
      exports,
      id: path,
      filename: path,
      children,
      paths,
      parent: null,
      require,
      loaded: false,
    };
  }

  #requireOf(path: string): Require {
    const outer = createRequire(path);
    const harmless = (name: string): unknown => outer(name);
    const require = (specifier: string): unknown => {
      const name = nameOf(specifier);
      if (this.#lent.has(name) || isBuiltin(specifier)) return this.#lent.get(name, harmless);
      return this.#load(requiredFile(specifier, path));
    };
    const { resolve } = outer;
    return Object.assign(require, { resolve, cache: {}, extensions: {}, main: undefined });
  }
}

/** Throws {@link NotInstalled}, or {@link CannotRun} for a package that offers no CommonJS. */
function installedFile(name: string, from: string, remedy: string): string {
  try {
    return requiredFile(name, from);
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
      throw new NotInstalled(`${name} is not installed`, remedy);
    }
    throw new CannotRun(`${name} offers ES modules alone: ${IMPORT_IT}`);
  }
}

const LEND_IT = "lend the realm a substitute by realm.lend('<name>', …) in load";

const IMPORT_IT =
  'a realm loads CommonJS. Leave load out, and import it by takenOver(() => import(…)) ' +
  '(docs/BRING-YOUR-OWN.md, "Code with timers and promises")';

/** How V8 complains of import and export outside of an ES module. */
const OF_ES_MODULES = /import statement|'import[.]meta'|Unexpected token 'export'/;

/** `node:fs` and `fs` are one. */
function nameOf(specifier: string): string {
  return specifier.replace(/^node:/, '');
}
