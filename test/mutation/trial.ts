/** Tries a mutant in a copy: does any test notice? */
import { withMutant } from './copy.ts';
import type { Mutant } from './mutators.ts';
import { runTests } from './run-tests.ts';

/** `timed-out` counts as noticed: what hangs is seen. `untested`: no test reaches the source. */
export type Fate = 'killed' | 'timed-out' | 'survived' | 'untested';

export interface Trial {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** The test file that noticed; empty if none did. */
  readonly by: string;
}

/** For each source and test file: how many mutants it noticed. */
export type Kills = Map<string, number>;

export interface TrialOptions {
  readonly copy: string;
  readonly testsOf: (path: string) => readonly string[];
  readonly limitMs: number;
  readonly kills: Kills;
}

/** Asks the test files that noticed most mutants of this source first. */
export async function tried(mutant: Mutant, options: TrialOptions): Promise<Trial> {
  const { copy, testsOf, limitMs, kills } = options;
  const killsOf = (test: string): number => kills.get(`${mutant.path} ${test}`) ?? 0;
  const tests = testsOf(mutant.path).toSorted((a, b) => killsOf(b) - killsOf(a));
  if (tests.length === 0) return { mutant, fate: 'untested', by: '' };
  const run = await withMutant(copy, mutant, () => runTests(copy, tests, limitMs));
  if (run.outcome === 'passed') return { mutant, fate: 'survived', by: '' };
  kills.set(`${mutant.path} ${run.lastFile}`, killsOf(run.lastFile) + 1);
  const fate = run.outcome === 'failed' ? 'killed' : 'timed-out';
  return { mutant, fate, by: run.lastFile };
}
