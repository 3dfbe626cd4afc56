/** Which possibilities are fair to ask of a target, and why others are not. */
import { supports, type Capabilities } from '../../simulator/capabilities.ts';
import { DEAD_END_GOALS, type DeadEndGoal } from '../../trace/dead-end.ts';

/** Why a goal is not asked for, in a few words; null if it is fair. */
export function unfairBecause(goal: DeadEndGoal, capabilities: Capabilities): string | null {
  if (goal === 'leader-electable' || supports(capabilities, 'proposals')) return null;
  return 'the target takes no proposals';
}

/** The possibilities that a search judges by default. */
export function goalsFairTo(capabilities: Capabilities): readonly DeadEndGoal[] {
  return DEAD_END_GOALS.filter((goal) => unfairBecause(goal, capabilities) === null);
}
