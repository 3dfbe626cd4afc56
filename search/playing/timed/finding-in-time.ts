/** A path with clocks that breaks a property, as a finding: the file that a hunt would save. */
import type { Action } from '../../../faults/action.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import type { PropertyId } from '../../../properties/property.ts';
import type { Ablation, Finding } from '../../finding.ts';
import { recordScenario } from '../../running/record.ts';
import type { RunResult } from '../../running/run.ts';
import { performScenario } from '../../running/perform-scenario.ts';
import type { Path, TimedGame } from '../game.ts';
import { savedFinding, type Sha256 } from '../played-finding.ts';

/**
 * Each action is left out once, so that the finding says which are needed. Null if the path, with
 * all faults undone at its end, does not break the property.
 */
export async function findingInTime(
  { target, ...setting }: TimedGame,
  path: Path,
  property: PropertyId,
  sha256: Sha256,
): Promise<Finding | null> {
  const sought = new Set([property]);
  const start = { ...setting, actions: actionsOf(path) };
  const { actionsPerformed: actions } = performScenario(target, start, { sought });
  const scenario: Scenario = { ...setting, actions };
  const { result, digest } = recordScenario(target, scenario, sought);
  const broken = witnessIn(result, property);
  if (broken === null) return null;
  const ablation = actions.map((_, part): Ablation => {
    const without = { ...scenario, actions: actions.toSpliced(part, 1) };
    const found = performScenario(target, without, { sought });
    return { part, needed: witnessIn(found, property) === null };
  });
  const { events, simulatedMs } = result;
  const size = { nodes: setting.nodes, actions: actions.length, decisions: null };
  return savedFinding(
    {
      target: target.name,
      property,
      run: { kind: 'scenario', ...scenario },
      witness: broken,
      digest,
      ablation,
      size: { ...size, events, simulatedMs },
    },
    sha256,
  );
}

/** What is done on a path with clocks; its end is the end of every scenario. */
export function actionsOf(path: Path): readonly Action[] {
  return path.flatMap((decision) => (decision.kind === 'act' ? [decision.action] : []));
}

function witnessIn({ violations }: RunResult, property: PropertyId): Finding['witness'] | null {
  return violations.find((violation) => violation.property === property)?.witness ?? null;
}
