/** The file that records every line to and from a program. A failure to write is only reported. */
import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
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

/** Records lines until the first that cannot be written; reports that once, and the run goes on. */
export class Transcript {
  readonly #path: string;
  #file: number | null = null;
  #isComplete = true;

  constructor(path: string) {
    this.#path = path;
  }

  /** Several programs add to one file: each piece goes to its end, whole. */
  add(text: string | Uint8Array): void {
    if (!this.#isComplete || text.length === 0) return;
    try {
      this.#file ??= openSync(this.#path, 'a');
      writeFileSync(this.#file, text);
    } catch (error) {
      this.#isComplete = false;
      tellLoss(this.#path, error);
    }
  }

  /** It is opened again for the next line. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

function tellLoss(path: string, error: unknown): void {
  process.stderr.write(`the transcript ${path} is not complete (${codeOf(error)})\n`);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
