/** The reports that docs/BRING-YOUR-OWN.md shows. */
import { hastyElection } from '../../examples/bring-your-own/live-election.ts';
import { naiveElection } from '../../examples/bring-your-own/election.ts';
import { check, CheckFailed } from '../../library/index.ts';

/** What is found must not depend on how fast a machine is. */
const AMPLE_MS = 600_000;

const SOUGHT = {
  seed: 1,
  properties: ['election-safety'],
  out: null,
  budgetMs: AMPLE_MS,
} as const;

/** Of the target that is written as functions. */
export function pureReport(): Promise<string> {
  return reportOf(() => check(naiveElection, SOUGHT));
}

/** Of the target that lives. */
export function liveReport(): Promise<string> {
  return reportOf(() => check(hastyElection, { ...SOUGHT, faults: ['elapse'], runs: 1000 }));
}

/** From the property that broke to the last step. */
async function reportOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    const [, report] = /\n\n( ✖ .*?)\n\n {3}Key /s.exec(error.message) ?? [];
    if (report === undefined) throw new Error(`this message shows no report:\n${error.message}`);
    return report.replace(/ {2}NEW$/m, '');
  }
  throw new Error('it holds: the guide needs a target that does not');
}
