/** Ends the program of a thread from outside: the thread waits for its answer, and hears nothing. */
import type { SharedProgram } from '../../adapters/program/connected.ts';
import { Patience } from '../../adapters/program/patience.ts';

export function endSharedProgram({ patience }: SharedProgram): void {
  new Patience(patience).end();
}
