/** What a module must import and export; anything else was built for something else. */
import { Refusal } from '../refusal.ts';
import { shortened } from '../program/printable.ts';
import { engine, type WasmModule } from './engine.ts';
import { WASI_FUNCTIONS, WASI_MODULE } from './wasi/wasi-functions.ts';

/** How a module is spoken to. */
export type Form = 'step' | 'live';

/** A write that code does not wait for; `ww_done` says that it is durable. */
const LATER = 'persist_later';
export const DONE = 'ww_done';

/** The functions that live code calls. */
export const HOST_MODULE = 'whitewater';
export const HOST_FUNCTIONS = ['send', 'persist', LATER, 'apply'] as const;

const OF_BOTH = ['ww_alloc', 'ww_hello', 'ww_boot'];
const OF_FORM: Readonly<Record<Form, readonly string[]>> = {
  step: ['ww_step'],
  live: ['ww_deliver', 'ww_propose', 'ww_pump', 'ww_view'],
};

const HOW_TO_BUILD =
  'in Go, build with GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared; in Rust, a cdylib for ' +
  'wasm32-wasip1; in C, clang with -mexec-model=reactor and sdk/c (docs/ANY-LANGUAGE.md)';

/** Optional: what the state of the node is, for searches. */
export const DIGEST = 'ww_digest';

export function exportsDigest(module: WasmModule): boolean {
  return engine.Module.exports(module).some(
    ({ name, kind }) => name === DIGEST && kind === 'function',
  );
}

/** The form of the module. Throws a {@link Refusal} of one line that says what is missing. */
export function formOf(module: WasmModule): Form {
  refuseImports(module);
  const exports = engine.Module.exports(module);
  const functions = exports.filter(({ kind }) => kind === 'function').map(({ name }) => name);
  const form: Form = functions.includes('ww_deliver') ? 'live' : 'step';
  const awaited = importsLater(module) ? [DONE] : [];
  const needed = [...OF_BOTH, ...OF_FORM[form], ...awaited];
  const missing = needed.filter((name) => !functions.includes(name));
  if (!exports.some(({ name, kind }) => name === 'memory' && kind === 'memory')) {
    missing.unshift('memory');
  }
  if (missing.length === 0) return form;
  throw new Refusal(`it exports no ${missing.join(', ')}: ${HOW_TO_BUILD}`);
}

function importsLater(module: WasmModule): boolean {
  return engine.Module.imports(module).some(({ name }) => name === LATER);
}

function refuseImports(module: WasmModule): void {
  const foreign = engine.Module.imports(module).filter(
    ({ module: from, name, kind }) => kind !== 'function' || !isProvided(from, name),
  );
  if (foreign.length === 0) return;
  const [first] = foreign.map(({ module: from, name }) => shortened(`${from}.${name}`));
  const others = foreign.length === 1 ? '' : ` and ${foreign.length - 1} more`;
  const why = foreign.every(({ module: from }) => from === WASI_MODULE)
    ? 'which WASI preview 1 does not have'
    : "which is neither WASI preview 1 nor whitewater's";
  throw new Refusal(`it imports ${first}${others}, ${why}: ${HOW_TO_BUILD}`);
}

function isProvided(module: string, name: string): boolean {
  if (module === WASI_MODULE) return (WASI_FUNCTIONS as readonly string[]).includes(name);
  return module === HOST_MODULE && (HOST_FUNCTIONS as readonly string[]).includes(name);
}
