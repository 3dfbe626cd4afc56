/** Performs a finding again, and says whether it still happens exactly as it was saved. */
import type { Target } from '../../simulator/target.ts';
import type { Finding } from '../finding.ts';
import { recordRun, type RecordedResult, type Recording } from './record.ts';

export interface Replay extends Recording<RecordedResult> {
  /** The same property broke at the same step, and the whole trace has the same digest. */
  readonly same: boolean;
}

export function replayFinding(target: Target, finding: Finding): Replay {
  return replayOf(finding, recordRun(target, finding.run, new Set([finding.property])));
}

/** The same of a run that was performed already. */
export function replayOf(finding: Finding, recording: Recording<RecordedResult>): Replay {
  const { property, witness } = finding;
  const broken = recording.result.violations.find((violation) => violation.property === property);
  const same = broken?.witness.step === witness.step && recording.digest === finding.digest;
  return { ...recording, same };
}
