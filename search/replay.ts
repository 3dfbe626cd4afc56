/** Performs a finding again, and says whether it still happens exactly as it was saved. */
import type { Verdict } from '../properties/verdict.ts';
import type { PureTarget } from '../simulator/target.ts';
import type { Trace } from '../trace/trace.ts';
import type { Finding } from './finding.ts';
import { recordScenario } from './record.ts';
import type { RunResult } from './run.ts';

export interface Replay {
  readonly verdict: Verdict;
  /** The same property broke at the same step, and the whole trace has the same digest. */
  readonly same: boolean;
  readonly digest: string;
  readonly result: RunResult;
  readonly trace: Trace;
}

export function replayFinding(target: PureTarget, finding: Finding): Replay {
  const { scenario, property, witness } = finding;
  const { result, trace, digest } = recordScenario(target, scenario, new Set([property]));
  const broken = result.violations.find((violation) => violation.property === property);
  const same = broken?.witness.step === witness.step && digest === finding.digest;
  return { verdict: result.verdict, same, digest, result, trace };
}
