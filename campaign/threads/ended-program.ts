/** Ends the program of a thread, and its copies, from outside: the thread waits for an answer. */
import type { SharedProgram } from '../../adapters/program/shared-program.ts';
import { Patience } from '../../adapters/program/patience.ts';

export function endSharedProgram({ patience, others }: SharedProgram): void {
  for (const shared of [patience, ...others]) new Patience(shared).end();
}
