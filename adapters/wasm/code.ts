/** A module, compiled once for all instances of it. */
import { Refusal } from '../refusal.ts';
import { shortened } from '../program/printable.ts';
import { engine, PAGE_BYTES, type WasmModule } from './engine.ts';
import { reachableModule, type ReachableModule } from './reachable.ts';
import { exportsDigest, formOf, type Form } from './requirements.ts';

export interface WasmCode {
  readonly module: WasmModule;
  /** Exports through which the globals that may change are reached. */
  readonly globals: readonly string[];
  readonly form: Form;
  /** It can say in a text what its state is. */
  readonly hasDigest: boolean;
}

/** More than that, and a node has run away. */
export const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/** Throws a {@link Refusal} of one line if the bytes are no module that can be spoken to. */
export function compiled(bytes: Uint8Array): WasmCode {
  const { bytes: rewritten, globals } = reached(bytes);
  const module = compile(rewritten);
  return { module, globals, form: formOf(module), hasDigest: exportsDigest(module) };
}

/** Compiling a large module takes long, so it is rewritten first, whatever it is. */
function reached(bytes: Uint8Array): ReachableModule {
  try {
    return reachableModule(bytes, MAX_MEMORY_BYTES / PAGE_BYTES);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // What cannot be read is no module, and the engine says why.
    formOf(compile(bytes));
    throw new Refusal(`it is a module that cannot be rewritten: ${error.message}`);
  }
}

function compile(bytes: Uint8Array): WasmModule {
  try {
    return new engine.Module(bytes);
  } catch (error) {
    throw new Refusal(`it is no WebAssembly module: ${shortened(String(error))}`);
  }
}
