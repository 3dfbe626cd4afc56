/** One cluster for commands: those of whitewater's faults and those of its user, mixed. */
import { checkedTarget } from '../adapters/checked-target.ts';
import type { Model } from '../faults/model.ts';
import { breaksOneOf } from '../search/hunting/first-failure.ts';
import { Run } from '../search/running/run.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import { pureOf, type PureTarget, type Timing } from '../simulator/target.ts';
import type { World } from '../simulator/world.ts';
import { timingOf } from './check-options.ts';
import { refuseUnknown, wholeNumber } from './option-lists.ts';
import { failedScenario } from './scenario-failed.ts';

/** All may be left out. */
export interface SimulationOptions {
  /** Size of the cluster, 1 to 9; 3 by default. */
  readonly nodes?: number;
  /** All luck of the run comes from this whole number from 0 to 2³² − 1; 1 by default. */
  readonly seed?: number;
  /** The timing passed to nodes: `lab` (400–550 ms, the default), `paper` (150–300), or yours. */
  readonly timing?: 'lab' | 'paper' | Timing;
  /** Where a finding is saved; `.whitewater` by default; null: nowhere. */
  readonly out?: string | null;
}

/** A cluster that commands are performed in, and that is judged all the while. */
export interface Simulation {
  /** What `fc.modelRun` takes: `fc.modelRun(() => simulated.setup, commands)`. */
  readonly setup: { readonly model: Model; readonly real: World };
  /**
   * Heals all faults and waits for what is owed then: a leader, progress.
   *
   * @throws {@link CheckFailed} if any property broke since the start. Its report and its finding
   *   speak of the faults alone: what commands of your own did beside them is not performed again.
   */
  finish(): void;
}

const OPTIONS: readonly (keyof SimulationOptions)[] = ['nodes', 'seed', 'timing', 'out'];
const MAX_SEED = 2 ** 32 - 1;

/**
 * A cluster in its first moment. One per run: what happened in it stays.
 *
 * @throws RangeError for an option out of range, TypeError for live code.
 */
export function simulation(target: PureTarget, options: SimulationOptions = {}): Simulation {
  refuseUnknown('option', options, OPTIONS);
  const checked = pureOf(checkedTarget(target));
  const nodes = wholeNumber('nodes', options.nodes ?? 3, target.smallestCluster ?? 1, MAX_NODES);
  const seed = wholeNumber('seed', options.seed ?? 1, 0, MAX_SEED);
  const setting = {
    nodes,
    seed,
    timing: timingOf(checked, options.timing),
    settings: DEFAULT_NETWORK,
  };
  const run = new Run(checked, setting, { sought: null });
  return {
    setup: { model: run.model, real: run.world },
    finish() {
      const result = run.finish();
      const property = breaksOneOf(result, null);
      if (property === null) return;
      const scenario = { ...setting, actions: result.actionsPerformed };
      const { out } = options;
      const keeping = { nodes: [nodes], out, unless: 'commands of your own had a part in it' };
      throw failedScenario(checked, property, { scenario, result }, keeping);
    },
  };
}
