/** `wasm`: a module of WebAssembly as a target for tests. */
import { readFileSync } from 'node:fs';
import { Refusal } from '../adapters/refusal.ts';
import { wasmTarget } from '../adapters/wasm/wasm-target.ts';
import { CannotRun, type PureTarget } from '../simulator/target.ts';

/** Where the code under test is. */
export interface WasmOptions {
  /** Path of the module, relative to the current folder. */
  readonly file: string;
}

/**
 * A Raft that was compiled to WebAssembly, from Go, Rust, C or any other language: unmodified code
 * behind a small adapter of yours, as docs/ANY-LANGUAGE.md explains. It is a pure target: it can be
 * checked, explored and replayed like one of functions, and its findings are shrunk with proofs.
 *
 * The code runs in this thread. A step that never ends is ended by the commands of whitewater,
 * which run it in a thread of its own, and not here.
 *
 * @example
 * ```ts
 * test('our Raft elects one leader', () => {
 *   check(wasm({ file: 'build/raft.wasm' }), { runs: 300 });
 * });
 * ```
 *
 * @throws {@link CannotRun} with one line, if there is no such file, or if the module lacks what an
 *   adapter exports: the line says what, and how to build it.
 */
export function wasm({ file }: WasmOptions): PureTarget {
  try {
    return wasmTarget(readFileSync(file));
  } catch (error) {
    if (error instanceof Refusal) throw new CannotRun(`${file}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new CannotRun(`${file} cannot be read (${code})`);
  }
}
