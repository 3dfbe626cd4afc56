/** Threads of a hunt that broke down: which of them are replaced, and what is said of it. */
import { BATCH } from '../../search/hunting/batch.ts';

/** With more, something is wrong with all threads, and the night would only tell of it. */
const MAX_BREAKDOWNS = 3;

/** Stands for the number of a chunk. */
const BETWEEN_CHUNKS = -1;

/** Errors that the next thread would meet just the same: the message says what to mend. */
const USERS_TO_MEND: readonly string[] = ['Refusal', 'CannotRun', 'NotSymmetric'];

/** What becomes of a hunt after a breakdown. */
export type AfterBreakdown =
  /** Another thread takes over, and performs these chunks first. */
  | { readonly kind: 'replace'; readonly first: readonly number[]; readonly remark: string }
  | { readonly kind: 'end'; readonly error: Error };

/** Whoever brings code of their own looks there first. */
const OWN_CODE = 'code of the target that throws outside of its steps does this';

export class Breakdowns {
  readonly #chunks = new Set<number>();
  /** What is said of the usual cause; empty if there is none. */
  readonly #cause: string;

  /** `isOwnCode`: whether the target is a module of the user, which runs in the same thread. */
  constructor(isOwnCode = false) {
    this.#cause = isOwnCode ? `; ${OWN_CODE}` : '';
  }

  /** A chunk is performed again once. `chunk` is null between two chunks. */
  after(chunk: number | null, error: Error): AfterBreakdown {
    const key = chunk ?? BETWEEN_CHUNKS;
    if (USERS_TO_MEND.includes(error.name)) return { kind: 'end', error };
    if (this.#chunks.has(key)) return { kind: 'end', error: brokenTwice(error, key, this.#cause) };
    if (this.#chunks.size >= MAX_BREAKDOWNS) return { kind: 'end', error: asError(error) };
    this.#chunks.add(key);
    const where = chunk === null ? 'between two chunks' : `in chunk ${chunk}`;
    const then = chunk === null ? 'another goes on' : 'another performs the chunk again';
    const remark = `a thread broke down ${where} (${error.message}); ${then}`;
    return { kind: 'replace', first: chunk === null ? [] : [chunk], remark };
  }
}

/** Says which runs they are, so that they can be looked at alone. */
function brokenTwice({ message, stack }: Error, chunk: number, cause: string): Error {
  const first = chunk * BATCH + 1;
  const runs = `chunk ${chunk} (timed runs ${first} to ${first + BATCH - 1})`;
  const where = chunk === BETWEEN_CHUNKS ? 'between two chunks' : `in ${runs}`;
  return asError({ message: `${message}; twice, ${where}${cause}`, stack });
}

/** What comes from a thread looks like an error, and need not be an instance of one. */
function asError({
  message,
  stack,
}: Pick<Error, 'message'> & { stack?: string | undefined }): Error {
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
