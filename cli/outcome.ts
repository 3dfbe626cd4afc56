/** Whether a hunt came to what was expected of its target. */
import type { HuntResult } from '../search/hunting/hunt-options.ts';
import type { Expected } from '../targets/registry.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';

/** The exit code for one target; anything but `expected` is somebody's business. */
export function outcomeOf(expected: Expected, result: HuntResult): ExitCodeValue {
  if (result.diverged > 0) return ExitCode.notReproducible;
  if (result.crash !== null) return ExitCode.violation;
  const { broken, verdict } = result;
  if (expected.verdict === 'violated') {
    if (broken.some((id) => id === expected.by)) return ExitCode.expected;
    return broken.length > 0 ? ExitCode.violation : ExitCode.notMeaningful;
  }
  if (broken.length > 0) return ExitCode.violation;
  return verdict === 'held' ? ExitCode.expected : ExitCode.notMeaningful;
}
