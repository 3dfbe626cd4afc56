/** Runs a fast-check property inside an ava test, and says how to run its failure again. */
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';

/** How often to try. To repeat a failure, pass the seed and the path that its message names. */
export interface Attempts {
  readonly numRuns?: number;
  readonly seed?: number;
  readonly path?: string;
}

/** Passes if no counterexample was found; otherwise throws with all that is needed to repeat it. */
export function holds<Values>(
  t: ExecutionContext,
  property: fc.IRawProperty<Values, false>,
  attempts: Attempts = {},
): void {
  const details = fc.check(property, attempts);
  if (details.failed) t.fail(messageFor(details));
  else t.pass();
}

/** The same for a property with promises. */
export async function holdsInTime<Values>(
  t: ExecutionContext,
  property: fc.IAsyncProperty<Values>,
  attempts: Attempts = {},
): Promise<void> {
  const details = await fc.check(property, attempts);
  if (details.failed) t.fail(messageFor(details));
  else t.pass();
}

function messageFor<Values>(details: fc.RunDetails<Values>): string {
  const { seed, counterexamplePath: path, counterexample, numRuns, numShrinks } = details;
  const cause = details.errorInstance;
  return [
    `The property fails after ${numRuns} runs and ${numShrinks} shrinks.`,
    `To repeat it: holds(t, property, ${JSON.stringify({ seed, path })})`,
    `Counterexample: ${fc.stringify(counterexample)}`,
    cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  ].join('\n');
}
