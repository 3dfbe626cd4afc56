/** Steps that were taken before they were asked for: until the next lot, and once each. */
import type { HeldRequest } from '../../held-messages.ts';
import type { Past } from './past.ts';

export class StepsAhead {
  #taken = new Map<Past, Map<string, Past>>();

  keep(pasts: readonly Past[]): void {
    this.#taken = new Map();
    for (const past of pasts) {
      if (past.before === null || past.answer === null) continue;
      const own = this.#taken.get(past.before) ?? new Map<string, Past>();
      this.#taken.set(past.before, own.set(JSON.stringify(past.request), past));
    }
  }

  /** Null if this step was not taken. */
  take(before: Past, request: HeldRequest): Past | null {
    const own = this.#taken.get(before);
    if (own === undefined) return null;
    const key = JSON.stringify(request);
    const past = own.get(key) ?? null;
    own.delete(key);
    return past;
  }
}
