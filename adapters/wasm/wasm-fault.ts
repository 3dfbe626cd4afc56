import { QuotingError } from '../../simulator/target.ts';

/** What code in WebAssembly did wrong in a step: an error of the target, as a finding shows it. */
export class WasmFault extends QuotingError {
  override readonly name = 'WasmFault';

  /** `outline` leaves out what an instance remembers of lives before, such as its memory's size. */
  constructor(message: string, outline = message) {
    super(message, outline);
  }
}
