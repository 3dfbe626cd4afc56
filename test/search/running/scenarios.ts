/** Scenarios as a hunt draws them, without the hunt: seeded, so that a test means one thing. */
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { ActionKind } from '../../../faults/action.ts';
import { ACTIONS } from '../../../faults/catalogue.ts';
import type { Scenario } from '../../../faults/scenario.ts';
import { commandsArbitrary } from '../../../faults/swarm.ts';
import { Run } from '../../../search/running/run.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import { raft } from '../../../targets/raft.ts';

const KINDS: readonly ActionKind[] = ACTIONS.map(({ kind }) => kind);

/** So many scenarios with all faults. */
export function scenarios(count: number, seed = 20140614): readonly Scenario[] {
  const commands = commandsArbitrary({ kinds: KINDS, maxCommands: 40, timing: LAB_TIMING, seed });
  const arbitrary = fc.record({ nodes: fc.constantFrom(3, 5), seed: fc.nat(), commands });
  return fc.sample(arbitrary, { numRuns: count, seed }).map((drawn) => {
    const { nodes, seed: ownSeed } = drawn;
    const setting = { nodes, seed: ownSeed, timing: LAB_TIMING, settings: DEFAULT_NETWORK };
    const run = new Run(raft, setting, { sought: null, properties: [] });
    fc.modelRun(() => ({ model: run.model, real: run.world }), drawn.commands);
    const { actionsPerformed } = run.finish();
    return { ...setting, actions: actionsPerformed };
  });
}
