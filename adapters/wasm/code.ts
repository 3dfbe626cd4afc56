/** A module, compiled once for all instances of it. */
import { Refusal } from '../refusal.ts';
import { shortened } from '../program/printable.ts';
import { engine, PAGE_BYTES, type WasmModule } from './engine.ts';
import { reachableModule } from './reachable.ts';
import { formOf, type Form } from './requirements.ts';

export interface WasmCode {
  readonly module: WasmModule;
  /** Exports through which the globals that may change are reached. */
  readonly globals: readonly string[];
  readonly form: Form;
}

/** More than that, and a node has run away. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/** Throws a {@link Refusal} of one line if the bytes are no module that can be spoken to. */
export function compiled(bytes: Uint8Array): WasmCode {
  const form = formOf(compile(bytes));
  const reachable = reachableModule(bytes, MAX_MEMORY_BYTES / PAGE_BYTES);
  return { module: compile(reachable.bytes), globals: reachable.globals, form };
}

function compile(bytes: Uint8Array): WasmModule {
  try {
    return new engine.Module(bytes);
  } catch (error) {
    throw new Refusal(`it is no WebAssembly module: ${shortened(String(error))}`);
  }
}
