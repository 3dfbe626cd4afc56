/** What a hunt announces is kept until it is a finding: the findings that are not shrunk yet. */
import { Refusal } from '../adapters/refusal.ts';
import type { UnshrunkFindings } from '../campaign/findings/unshrunk.ts';
import type { PropertyId } from '../properties/property.ts';
import { isSameRun, type Failure } from '../search/hunting/failure.ts';
import { warn } from './terminal.ts';

/** Whose they are. */
interface Announcer {
  readonly target: string;
  readonly setting: string;
}

export class Announced {
  readonly #store: UnshrunkFindings;
  readonly #of: Announcer;
  readonly #kept = new Map<string, Failure>();
  #isLost = false;

  constructor(store: UnshrunkFindings, announcer: Announcer) {
    this.#store = store;
    this.#of = announcer;
  }

  /** Never throws for the disk: a hunt goes on, and tells what it found at its end. */
  keep(failure: Failure): void {
    try {
      const file = this.#store.keep({ ...this.#of, failure });
      this.#kept.set(file, failure);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!this.#isLost) warn(`what is found is kept only once it is shrunk: ${error.message}`);
      this.#isLost = true;
    }
  }

  /** It has become a finding, which is saved. */
  drop(failure: Failure, finding: string): void {
    for (const [file, kept] of this.#kept) {
      if (isSameRun(kept, failure)) this.#remove(file, kept, finding);
    }
  }

  /**
   * The hunt is over: returns the files of what nothing was made of. `found` are the properties of
   * its findings: another run of theirs is likely to tell the same story.
   */
  settle(left: readonly Failure[], found: ReadonlySet<PropertyId>): readonly string[] {
    for (const failure of left) this.keep(failure);
    for (const [file, kept] of this.#kept) {
      const isLeft = left.some((one) => isSameRun(one, kept));
      if (!isLeft && found.has(kept.property)) this.#remove(file, kept, null);
    }
    return [...this.#kept.keys()];
  }

  #remove(file: string, failure: Failure, finding: string | null): void {
    this.#kept.delete(file);
    try {
      this.#store.drop({ target: this.#of.target, failure }, finding);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      warn(`it is a finding by now, and is still there: ${error.message}`);
    }
  }
}
