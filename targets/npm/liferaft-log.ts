/**
 * A log without entries for liferaft. Reading it takes a while, as from the package's own log on a
 * disk; of an empty one that log says that its last entry has index 0 and the node's current term,
 * which it takes down before it begins to read (log.js, line 184).
 */
import type { Realm } from '../../adapters/live/realm.ts';

/** What it asks of the node that owns it. */
interface Owner {
  readonly term: number;
}

interface LastInfo {
  readonly index: number;
  readonly term: number;
  readonly committedIndex: number;
}

type AfterDisk = (done: () => void) => void;

/** The promise belongs to the realm, where its jobs are drained. */
const PROMISE_OF = `(afterDisk, answer) => new Promise((resolve) => {
  afterDisk(() => resolve(answer));
})`;

/** A class as the package expects it. */
export function emptyLogOf(realm: Realm, afterDisk: AfterDisk): unknown {
  const promiseOf = realm.evaluate(PROMISE_OF) as (
    afterDisk: AfterDisk,
    answer: LastInfo,
  ) => Promise<LastInfo>;
  class EmptyLog {
    readonly committedIndex = 0;
    readonly #raft: Owner;

    constructor(raft: Owner) {
      this.#raft = raft;
    }

    getLastInfo(): Promise<LastInfo> {
      return promiseOf(afterDisk, { index: 0, term: this.#raft.term, committedIndex: 0 });
    }

    end(): void {
      // Nothing is open.
    }
  }
  return EmptyLog;
}
