/** Scenarios and commands for those who hold the reins of fast-check themselves. */
import fc from 'fast-check';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import type { Timing } from '../simulator/target.ts';
import type { World } from '../simulator/world.ts';
import type { Action, ActionKind } from './action.ts';
import { ActionCommand } from './command.ts';
import type { Model } from './model.ts';
import type { Scenario } from './scenario.ts';
import { swarmsOf, type Share } from './swarm.ts';

/** What scenarios are drawn from. */
export interface ScenarioRange {
  /** Cluster sizes. */
  readonly nodes: readonly number[];
  readonly kinds: readonly ActionKind[];
  /** Of one scenario; their number is uniform from 0 to this. */
  readonly maxActions: number;
  readonly timing: Timing;
  /** Whether messages may overtake each other on a link in some of the scenarios. */
  readonly mayReorder: boolean;
  /** Decides which faults each swarm has. Default: the same in all checks. */
  readonly swarmSeed?: number;
}

/** By default, fast-check's seed alone decides what is drawn. */
const SWARM_SEED = 1;

/** Draws whole scenarios: plain data, which fast-check shrinks action by action. */
export function scenarioArbitrary(range: ScenarioRange): ScenarioArbitrary {
  const { nodes, maxActions, timing, mayReorder } = range;
  const lists = swarmsIn(range).map((shares) =>
    // Without the size, ten actions at most would be drawn however many are allowed.
    fc.array(actionOf(shares, timing), { maxLength: maxActions, size: 'max' }),
  );
  const isFifo = mayReorder ? fc.boolean() : fc.constant(true);
  return fc.record(
    {
      nodes: fc.constantFrom(...nodes),
      seed: fc.noShrink(fc.nat({ max: 0xffff_ffff })),
      timing: fc.constant(timing),
      settings: isFifo.map((fifo) => (fifo ? { ...DEFAULT_NETWORK, fifo } : DEFAULT_NETWORK)),
      actions: fc.oneof(...lists),
    },
    { noNullPrototype: true },
  );
}

/** One command per kind of action, as `fc.commands` takes them beside commands of its user. */
export function commandArbitraries(range: ScenarioRange): CommandArbitrary[] {
  const [all = []] = swarmsIn(range);
  return all.map(({ spec }) => spec.arbitrary(range.timing).map(commandOf));
}

/** A command of fast-check: a fault, or something of its user, done to a world. */
export type WorldCommand = fc.Command<Model, World>;

export type CommandArbitrary = fc.Arbitrary<WorldCommand>;

export type ScenarioArbitrary = fc.Arbitrary<Scenario>;

function commandOf(action: Action): ActionCommand {
  return new ActionCommand(action);
}

function swarmsIn({ kinds, swarmSeed = SWARM_SEED }: ScenarioRange): readonly (readonly Share[])[] {
  return swarmsOf({ kinds, seed: swarmSeed });
}

function actionOf(shares: readonly Share[], timing: Timing): fc.Arbitrary<Action> {
  const choices = shares.map(({ spec, weight }) => ({ arbitrary: spec.arbitrary(timing), weight }));
  return fc.oneof(...choices);
}
