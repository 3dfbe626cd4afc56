/** Shorter runs that a shrinker meets and that tell another kind of story: the simplest of each. */
import { canonicalJson } from '../identity.ts';
import { isSimpler, type FailingSchedule } from './failing-schedule.ts';

/** A defect that shows in more ways than this would bury the others. */
const MAX_OTHERS = 3;

export class OtherStories {
  readonly #simplest = new Map<string, FailingSchedule>();

  /** Those met so far, in the order in which they were met first. */
  get all(): readonly FailingSchedule[] {
    return [...this.#simplest.values()];
  }

  add(failing: FailingSchedule): void {
    const name = canonicalJson(failing.story);
    const known = this.#simplest.get(name);
    if (known === undefined && this.#simplest.size >= MAX_OTHERS) return;
    if (known !== undefined && !isSimpler(failing.schedule, known.schedule)) return;
    this.#simplest.set(name, failing);
  }

  addAll(others: OtherStories): void {
    for (const failing of others.all) this.add(failing);
  }
}
