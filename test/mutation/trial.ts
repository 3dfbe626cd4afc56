/** Tries mutants one after the other in one copy: does any test notice? */
import { runTests, type TestOutcome } from './ava.ts';
import { withMutant } from './copy.ts';
import type { Mutant } from './mutators.ts';

/** `timed-out` counts as noticed: what hangs is seen. `untested`: no test reaches the source. */
export type Fate = 'killed' | 'timed-out' | 'survived' | 'untested';

export interface Trial {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** How well each test file did as the first to be asked about a source. */
export type Records = Map<string, number>;

export interface TrialOptions {
  readonly copy: string;
  readonly testsOf: (path: string) => readonly string[];
  readonly limitMs: number;
  readonly records: Records;
}

/** Asks the test file that did best so far, then all others at once. */
export async function tried(mutant: Mutant, options: TrialOptions): Promise<Trial> {
  const { copy, testsOf, limitMs, records } = options;
  const name = (test: string): string => `${mutant.path} ${test}`;
  const recordOf = (test: string): number => records.get(name(test)) ?? 0;
  const [first, ...others] = testsOf(mutant.path).toSorted((a, b) => recordOf(b) - recordOf(a));
  if (first === undefined) return { mutant, fate: 'untested' };
  let wasFirst = false;
  const fate = await withMutant(copy, mutant, async (): Promise<Fate> => {
    const early = await runTests(copy, [first], limitMs);
    wasFirst = early !== 'passed';
    if (wasFirst) return fateOf(early);
    if (others.length === 0) return 'survived';
    return fateOf(await runTests(copy, others, limitMs * others.length));
  });
  if (fate !== 'survived') records.set(name(first), recordOf(first) + (wasFirst ? 1 : -1));
  return { mutant, fate };
}

function fateOf(outcome: TestOutcome): Fate {
  if (outcome === 'passed') return 'survived';
  return outcome === 'failed' ? 'killed' : 'timed-out';
}
