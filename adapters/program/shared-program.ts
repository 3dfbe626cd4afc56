/** A program as it is passed from thread to thread. */
import type { ProgramRequest } from './connection.ts';
import type { Hello } from './protocol.ts';

/** A program as it is passed to another thread, which starts a copy of its own. */
export interface SharedProgram {
  readonly request: ProgramRequest;
  readonly patience: SharedArrayBuffer;
  /** For as many more copies as may run at once, each in a thread of its own. */
  readonly others: readonly SharedArrayBuffer[];
  /** What it said when it was started first; null if it was not yet. */
  readonly hello: Hello | null;
}

/** The same for the thread with this number, from 0: no two copies share what they wait for. */
export function copyForThread(program: SharedProgram, thread: number): SharedProgram {
  const all = [program.patience, ...program.others];
  return { ...program, patience: all[thread % all.length] ?? program.patience, others: [] };
}
