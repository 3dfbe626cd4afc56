/** The exit code of a hunt, from its outcome and what was expected of its target. */
import type { HuntResult } from '../search/hunting/hunt-options.ts';
import type { Expected } from '../targets/registry.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';

/** Every exit code but `expected` needs attention. */
export function exitCodeOf(
  expected: Expected,
  { outcome }: Pick<HuntResult, 'outcome'>,
): ExitCodeValue {
  switch (outcome.kind) {
    case 'diverged':
      return ExitCode.notReproducible;
    case 'crashed':
      return isExpected(expected, ['never-throws']) ? ExitCode.expected : ExitCode.violation;
    case 'violated':
      return isExpected(expected, outcome.properties) ? ExitCode.expected : ExitCode.violation;
    case 'inconclusive':
      return ExitCode.notMeaningful;
    case 'held': {
      const isProof = expected.verdict === 'held' && outcome.exercised > 0;
      return isProof ? ExitCode.expected : ExitCode.notMeaningful;
    }
  }
}

function isExpected(expected: Expected, broken: readonly string[]): boolean {
  return expected.verdict === 'violated' && broken.includes(expected.by);
}
