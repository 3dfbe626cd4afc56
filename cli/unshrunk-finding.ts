/** A failing run as the finding that it is before it is shrunk. */
import type { UnshrunkFinding } from '../campaign/findings/unshrunk.ts';
import type { PropertyId, Witness } from '../properties/property.ts';
import { FINDING_VERSION, type Finding, type RunSize, type SavedRun } from '../search/finding.ts';
import { findingId, signatureOf } from '../search/identity.ts';
import type { RecordedResult, Recording } from '../search/running/record.ts';
import type { Trace } from '../trace/trace.ts';

/** A run that broke a property, and its record. */
export interface RecordedFailure {
  readonly target: string;
  readonly property: PropertyId;
  readonly run: SavedRun;
  readonly witness: Witness;
  readonly trace: Trace;
  readonly digest: string;
  readonly foundBy?: Finding['foundBy'];
}

/** Null if the run did not break the property when it was performed again. */
export function unshrunkFinding(
  { target, failure }: UnshrunkFinding,
  { result, trace, digest }: Recording<RecordedResult>,
): Finding | null {
  const { property, run, foundBy } = failure;
  const broken = result.violations.find((violation) => violation.property === property);
  if (broken === undefined) return null;
  const { witness } = broken;
  return findingAsMet({ target, property, run, witness, trace, digest, foundBy });
}

/** Nothing of it was tried to be left out. */
export function findingAsMet(met: RecordedFailure): Finding {
  const { target, property, run, witness, trace, digest } = met;
  const isTimed = run.kind === 'scenario';
  const size: RunSize = {
    nodes: run.nodes,
    actions: isTimed ? run.actions.length : null,
    decisions: isTimed ? null : run.decisions.length,
    events: trace.filter(({ event }) => event.kind !== 'sent').length,
    simulatedMs: isTimed ? witness.timeMs : null,
  };
  return {
    whitewater: FINDING_VERSION,
    id: findingId(target, property, run),
    target,
    property,
    run,
    witness,
    digest,
    ablation: [],
    foundBy: met.foundBy ?? (isTimed ? 'timed' : 'adversarial'),
    shrinking: { original: size, shrunk: size, executions: 0, result: 'budget', states: 0 },
    signature: signatureOf(property, witness),
  };
}
