/** Where live targets can run. */

const { setImmediate } = globalThis;

/**
 * Does some work where live targets can run: outside of every promise job, so that the world can
 * perform the promise jobs of the code under test one turn at a time. After an `await` one is
 * inside of such a job. Rejects with whatever the work throws.
 *
 * ```ts
 * const result = await inMacrotask(() => performScenario(target, scenario, options));
 * ```
 *
 * The work itself must be synchronous: what follows an `await` in it is inside of a job again.
 */
export function inMacrotask<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
