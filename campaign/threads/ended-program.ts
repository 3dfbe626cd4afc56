/** Ends the program of a thread from outside: the thread itself waits for its answer. */
import type { SharedProgram } from '../../adapters/program/shared-program.ts';
import { Patience } from '../../adapters/program/patience.ts';

export function endSharedProgram({ patience }: SharedProgram): void {
  new Patience(patience).end();
}
