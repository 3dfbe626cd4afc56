/** A library that must hold, hunted with all faults that are fair to it. */
import type { ExecutionContext } from 'ava';
import { check, type Checked } from '../../library/check.ts';
import { wasm } from '../../library/wasm.ts';

const TESTED = ['state-machine-safety', 'commit-is-durable', 'progress'] as const;

/** The same runs each time; what they came to. */
export function holds(t: ExecutionContext, file: string, runs: number): Checked {
  const checked = check(wasm({ file }), { runs, seed: 11 });
  t.true(checked.leaders > 0, 'no run elected a leader');
  for (const property of TESTED) {
    t.true((checked.exercised[property] ?? 0) > 0, `${property} was never put to the test`);
  }
  return checked;
}
