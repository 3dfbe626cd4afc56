/** Tests of packages that are installed apart: where they are not, a test says so instead. */
import type { ExecutionContext } from 'ava';
import { NotInstalled, type Target } from '../../simulator/target.ts';

/**
 * Whether the target is there to be tested. If not, the test passes with a note; in CI it fails,
 * where nobody reads notes.
 */
export function isInstalled(t: ExecutionContext, target: Target): boolean {
  try {
    target.load?.();
    return true;
  } catch (error) {
    if (!(error instanceof NotInstalled)) throw error;
    noteNotInstalled(t, error.message);
    return false;
  }
}

/** The same for who knows it already. */
export function noteNotInstalled(t: ExecutionContext, message: string): void {
  if (process.env['CI'] === 'true') t.fail(`${message}; in CI, nothing may be left out`);
  else t.pass();
  t.log(`left out: ${message}`);
}
