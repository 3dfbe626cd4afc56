/** What is used of the WebAssembly engine of Node; its types come with no library that we load. */

/** A compiled module. */
export type WasmModule = object;

export interface WasmImport {
  readonly module: string;
  readonly name: string;
  readonly kind: string;
}

export interface WasmExport {
  readonly name: string;
  readonly kind: string;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A global that can be written. */
export interface WasmGlobal {
  value: unknown;
}

export type WasmFunction = (...given: readonly (number | bigint)[]) => unknown;

export type WasmImports = Readonly<Record<string, Readonly<Record<string, WasmFunction>>>>;

interface Engine {
  readonly Module: {
    new (bytes: Uint8Array): WasmModule;
    imports(module: WasmModule): readonly WasmImport[];
    exports(module: WasmModule): readonly WasmExport[];
  };
  readonly Instance: new (
    module: WasmModule,
    imports: WasmImports,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/** The unit of memory, in bytes. */
export const PAGE_BYTES = 65_536;
