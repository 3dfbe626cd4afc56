/**
 * A dead end, performed with a clock: the nodes boot as they were left, those that failed stay
 * down, and then all that is owed after healing has its time. Who is really stuck pays nothing.
 */
import { livenessPhase } from '../../faults/liveness-phase.ts';
import { Check } from '../../properties/check.ts';
import { eventualLeader } from '../../properties/eventual-leader.ts';
import { progress } from '../../properties/progress.ts';
import { supports } from '../../simulator/capabilities.ts';
import type { NodeState } from '../../simulator/node-state.ts';
import { DEFAULT_LIMITS, DEFAULT_NETWORK } from '../../simulator/settings.ts';
import type { Effect, PureTarget, Timing } from '../../simulator/target.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { World } from '../../simulator/world.ts';
import type { NodeId } from '../../trace/view.ts';
import { runFacts } from '../run-facts.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import { STEP_EFFORT, type Effort } from './effort.ts';
import type { Tuple } from './goal.ts';
import type { Situations, TimerRange } from './situations.ts';

/** Each is another order of timeouts. */
const SEEDS: readonly number[] = [1, 2, 3];

/** Whether no run with a clock that begins in the tuple gets as far as the goal. */
export function isStuckWithClock(
  target: PureTarget,
  timing: Timing,
  tuple: Tuple,
  goal: DeadEndGoal,
  situations: Situations,
): boolean {
  const nodes = tuple.length;
  const left = tuple.map((id) => (id === ABSENT ? null : situations.at(id).nodeState));
  const resumed = resumedTarget(target, left, rangesOf(target, timing, nodes, situations));
  const failed = left.flatMap((state, slot) => (state === null ? [slot + 1] : []));
  const { effort } = situations;
  return SEEDS.every((seed) => isStuck(resumed, { nodes, seed, timing }, failed, goal, effort));
}

function isStuck(
  target: PureTarget,
  setting: { readonly nodes: number; readonly seed: number; readonly timing: Timing },
  failed: readonly NodeId[],
  goal: DeadEndGoal,
  effort: Effort,
): boolean {
  const properties = goal === 'leader-electable' ? [eventualLeader] : [eventualLeader, progress];
  const check = new Check(properties, runFacts(target, setting.nodes, setting.timing));
  const world = new World(
    target,
    { ...setting, settings: DEFAULT_NETWORK, limits: DEFAULT_LIMITS },
    check,
  );
  for (const node of failed) world.crash(node);
  world.declareHealed();
  livenessPhase(world, {
    electionTimeoutMaxMs: setting.timing.electionTimeoutMaxMs,
    proposals: supports(target.capabilities, 'proposals'),
    isSettled() {
      check.passed(world.nowMs);
      return check.isSettled;
    },
  });
  effort.spend(world.steps * STEP_EFFORT);
  return check.violations.length > 0;
}

/** The same target, whose nodes boot in these states; null for one that fails at once. */
function resumedTarget(
  target: PureTarget,
  left: readonly (NodeState | null)[],
  ranges: ReadonlyMap<string, TimerRange>,
): PureTarget {
  return {
    ...target,
    boot(identity, durable) {
      const state = left[identity.self - 1] ?? null;
      if (state === null) return { ...target.boot(identity, durable), effects: [] };
      return { state: state.state, effects: state.timers.map((timer) => armed(timer, ranges)) };
    },
  };
}

function armed(timer: string, ranges: ReadonlyMap<string, TimerRange>): Effect {
  const { minMs, maxMs } = ranges.get(timer) ?? { minMs: 1, maxMs: 1 };
  return { kind: 'setTimer', timer, minMs, maxMs };
}

/** How long timers take: as in the steps seen so far, or in a first boot. */
function rangesOf(
  target: PureTarget,
  timing: Timing,
  nodes: number,
  situations: Situations,
): ReadonlyMap<string, TimerRange> {
  const ranges = new Map<string, TimerRange>();
  const { effects } = target.boot({ self: 1, nodes, timing }, null);
  for (const effect of effects) if (effect.kind === 'setTimer') ranges.set(effect.timer, effect);
  return new Map([...ranges, ...situations.ranges]);
}
