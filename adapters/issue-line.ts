/** What is wrong with a file, in one line that is harmless for a terminal. */
import type { z } from 'zod';

const MAX_SHOWN = 200;

/** Place and fault of the first thing that is wrong: `run.decisions[3].node: must be …`. */
export function issueLine({ issues }: z.ZodError, start: string): string {
  const [issue] = issues;
  const steps = (issue?.path ?? []).map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  const index = `${start}${steps.join('')}`.replace(/^\./, '');
  const what = (issue?.message ?? 'unknown').replace(/[^ -~]/g, '?').slice(0, MAX_SHOWN);
  return index === '' ? what : `${index}: ${what}`;
}
