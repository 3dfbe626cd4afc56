/** The file that records every line to and from a program. A failure to write is only reported. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { Refusal } from '../refusal.ts';

/** Throws a {@link Refusal} of one line if nothing can be added there. */
export function refuseTranscript(path: string): void {
  try {
    // A pipe without a reader would be full soon, and the run would wait for ever.
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined && !status.isFile() && !status.isCharacterDevice()) {
      throw new Refusal(`--transcript ${path}: it is not a file`);
    }
    closeSync(openSync(path, 'a+'));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`--transcript ${path} cannot be written (${codeOf(error)})`);
  }
}

/** Opens it once more; if that is not possible by now, `otherwise` is opened instead. */
export function openTranscript(path: string | null, otherwise: string): number {
  if (path === null) return openSync(otherwise, 'a+');
  try {
    return openSync(path, 'a+');
  } catch (error) {
    tellLoss(path, error);
    return openSync(otherwise, 'a+');
  }
}

/** Records lines until the first that cannot be written; reports that once, and the run goes on. */
export class Transcript {
  readonly #path: string;
  #isComplete = true;

  constructor(path: string) {
    this.#path = path;
  }

  add(file: number, line: string): void {
    if (!this.#isComplete) return;
    try {
      writeSync(file, `${line}\n`);
    } catch (error) {
      this.#isComplete = false;
      tellLoss(this.#path, error);
    }
  }
}

function tellLoss(path: string, error: unknown): void {
  process.stderr.write(`the transcript ${path} is not complete (${codeOf(error)})\n`);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
