/** What code in WebAssembly did wrong in a step: an error of the target, as a finding shows it. */
export class WasmFault extends Error {
  override readonly name = 'WasmFault';
}
