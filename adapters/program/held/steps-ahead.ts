/** Steps that were taken before they were asked for: until the next lot, and once each. */
import type { Past } from './past.ts';

export class StepsAhead {
  #taken = new Map<Past, Map<string, Past>>();

  keep(pasts: readonly Past[]): void {
    this.#taken = new Map();
    for (const past of pasts) {
      if (past.before === null || past.answer === null) continue;
      const own = this.#taken.get(past.before) ?? new Map<string, Past>();
      this.#taken.set(past.before, own.set(past.text, past));
    }
  }

  /** The same step as it was taken, or itself if it was not. */
  orTaken(past: Past): Past {
    if (past.before === null) return past;
    const own = this.#taken.get(past.before);
    const taken = own?.get(past.text);
    if (taken === undefined) return past;
    own?.delete(past.text);
    return taken;
  }
}
