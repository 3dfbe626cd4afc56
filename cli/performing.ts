/** Performs a saved run: built-in pure targets here, code from outside in a watched thread. */
import { inMacrotask } from '../adapters/live/macrotask.ts';
import { recordInThread, type RecordDone } from '../campaign/threads/record-job.ts';
import type { Ended } from '../campaign/threads/thread.ts';
import type { Finding } from '../search/finding.ts';
import { recordRun } from '../search/running/record.ts';
import { isPure } from '../simulator/target.ts';
import type { Registered } from '../targets/registry.ts';
import type { ExternalTarget } from './external-target.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { Interrupt } from './interrupt.ts';
import { warn } from './terminal.ts';

export interface Performer {
  /** Null where signals end the process as usual. */
  readonly interrupt: Interrupt | null;
  readonly stepLimitMs: number;
}

/** Performs the run of a finding until its property breaks. */
export async function perform(
  finding: Pick<Finding, 'run' | 'property'>,
  entry: Registered,
  externalTarget: ExternalTarget | null,
  { interrupt, stepLimitMs }: Performer,
): Promise<Ended<RecordDone>> {
  const { run, property } = finding;
  if (externalTarget === null && isPure(entry.target)) {
    const sought = new Set([property]);
    const recording = await inMacrotask(() => recordRun(entry.target, run, sought));
    return { kind: 'done', recording };
  }
  const requested = externalTarget?.request ?? { target: entry.name };
  const underWay = recordInThread({ ...requested, stepLimitMs, run, sought: [property] });
  const release = interrupt?.onStop(() => underWay.stop());
  return underWay.done.finally(release);
}

/** What a command ends with that was interrupted in the middle of a run. */
export function interrupted({ code }: Interrupt): ExitCodeValue {
  warn('interrupted before the run was over: nothing is known of it');
  return code ?? ExitCode.notMeaningful;
}
