/** Simpler runs that a shrinker meets and that tell another kind of story: the simplest of each. */
import { canonicalJson } from '../canonical-json.ts';
import type { Story } from '../story.ts';

/** A defect that shows in more ways than this would bury the others. */
const MAX_OTHERS = 3;

export class OtherStories<Run extends { readonly story: Story }> {
  readonly #isSimpler: (one: Run, other: Run) => boolean;
  readonly #simplest = new Map<string, Run>();

  constructor(isSimpler: (one: Run, other: Run) => boolean) {
    this.#isSimpler = isSimpler;
  }

  add(run: Run): void {
    const name = canonicalJson(run.story);
    const known = this.#simplest.get(name);
    if (known === undefined && this.#simplest.size >= MAX_OTHERS) return;
    if (known !== undefined && !this.#isSimpler(run, known)) return;
    this.#simplest.set(name, run);
  }

  addAll(others: OtherStories<Run>): void {
    for (const run of others.#simplest.values()) this.add(run);
  }

  /** Those that are simpler than what remains in the end. */
  simplerThan(best: Run): readonly Run[] {
    return [...this.#simplest.values()].filter((run) => this.#isSimpler(run, best));
  }
}
