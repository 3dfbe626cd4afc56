/** From a failing run to a finding: shrunk, performed once more for the record, and named. */
import type { PureTarget } from '../simulator/target.ts';
import type { Failing } from './attempts.ts';
import { DoesNotReproduce } from './determinism.ts';
import { FINDING_VERSION, type Finding, type RunSize } from './finding.ts';
import { findingId, signatureOf } from './identity.ts';
import type { Quarry } from './quarry.ts';
import { recordScenario } from './record.ts';
import { shrinkScenario } from './shrink.ts';

export function makeFinding(
  target: PureTarget,
  { property, original, smallest, executions }: Quarry,
  maxExecutions: number,
): Finding {
  const shrunk = shrinkScenario(target, property, smallest.scenario, maxExecutions);
  const { scenario, ablation } = shrunk;
  const { result, digest } = recordScenario(target, scenario, new Set([property]));
  const witness = result.violations.find((violation) => violation.property === property)?.witness;
  if (witness === undefined)
    throw new DoesNotReproduce(`${target.name} breaks ${property} sometimes`);
  return {
    whitewater: FINDING_VERSION,
    id: findingId(target.name, property, scenario),
    target: target.name,
    property,
    scenario,
    witness,
    digest,
    ablation,
    shrinking: {
      original: sizeOf(original),
      shrunk: sizeOf(shrunk),
      executions: executions + shrunk.executions,
      result: shrunk.isOneMinimal ? '1-minimal' : 'budget',
    },
    signature: signatureOf(property, witness),
  };
}

function sizeOf({ scenario, result }: Failing): RunSize {
  return {
    nodes: scenario.nodes,
    actions: scenario.actions.length,
    events: result.events,
    simulatedMs: result.simulatedMs,
  };
}
