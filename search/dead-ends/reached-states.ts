/**
 * Judges the states that an exhaustive search has reached. What a smaller majority can do, a larger
 * one can do as well: the rest may be slow. So it is enough to judge the smallest majorities, and
 * each combination of situations once.
 */
import type { EndingDecision } from '../../simulator/decision.ts';
import type { NodeState } from '../../simulator/node-state.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import type { DeadEnd, DeadEndGoal } from '../../trace/dead-end.ts';
import { majorityOf, type NodeId } from '../../trace/view.ts';
import { ListTable } from '../exploring/list-table.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import { DeadEnds } from './dead-ends.ts';
import type { DeadEndFigures } from './figures.ts';
import type { Tuple } from './goal.ts';

export class ReachedStates {
  #goals: readonly DeadEndGoal[];
  readonly #deadEnds: DeadEnds;
  /** The nodes that have failed, for each of the smallest majorities. */
  readonly #failures: readonly (readonly NodeId[])[];
  readonly #seen = new ListTable();
  /** Where several threads judge, whether these are this thread's to judge. */
  isOwn: (situations: Tuple, failed: readonly NodeId[]) => boolean = () => true;

  constructor(
    target: PureTarget,
    nodes: number,
    timing: Timing,
    goals: readonly DeadEndGoal[],
    maxEffort?: number,
  ) {
    this.#goals = goals;
    this.#deadEnds = new DeadEnds(target, timing, maxEffort);
    this.#failures = subsetsOf(nodes, nodes - majorityOf(nodes));
  }

  /** Whether the order in which states are judged makes a difference to what is judged. */
  get dependsOnOrder(): boolean {
    return this.#goals.length > 0 && this.#deadEnds.situations.effort.mayRunOut;
  }

  get figures(): readonly DeadEndFigures[] {
    return this.#deadEnds.figures;
  }

  /** The number of a node's situation, to be given to {@link deadEndAt}. */
  situationOf(node: NodeState): number {
    return this.#deadEnds.situations.idOf(node);
  }

  /**
   * Gives up the goals that cannot be reached from these situations, those of the first boot: what
   * has no elections at all need not be searched for states without. Returns them.
   */
  spareFrom(situations: Tuple): readonly DeadEndGoal[] {
    const spared = this.#goals.filter((goal) =>
      this.#failures.some((failed) => this.#judged(situations, failed, goal) !== null),
    );
    this.#goals = this.#goals.filter((goal) => !spared.includes(goal));
    return spared;
  }

  /**
   * A dead end that these situations are, with as few failed nodes as possible; null if none, or if
   * they were judged before and not `isAgain`.
   */
  deadEndAt(situations: Tuple, isAgain = false): DeadEnd | null {
    for (const failed of this.#failures) {
      const isJudged = !this.#isNew(situations, failed) || !this.isOwn(situations, failed);
      if (isJudged && !isAgain) continue;
      for (const goal of this.#goals) {
        const found = this.#judged(situations, failed, goal);
        if (found !== null) return this.#withFewerFailures(situations, found);
      }
    }
    return null;
  }

  #isNew(situations: Tuple, failed: readonly NodeId[]): boolean {
    const { size } = this.#seen;
    for (let slot = 0; slot < situations.length; slot += 1) {
      this.#seen.push(failed.includes(slot + 1) ? ABSENT : (situations[slot] ?? ABSENT));
    }
    return this.#seen.finish() === size;
  }

  #judged(situations: Tuple, failed: readonly NodeId[], goal: DeadEndGoal): DeadEnd | null {
    const tuple = situations.map((id, slot) => (failed.includes(slot + 1) ? ABSENT : id));
    const judgement = this.#deadEnds.judge(tuple, goal);
    return typeof judgement === 'string' ? null : judgement;
  }

  #withFewerFailures(situations: Tuple, found: DeadEnd): DeadEnd {
    for (let count = 0; count < found.failed.length; count += 1) {
      for (const failed of subsetsOf(situations.length, count)) {
        const other = this.#judged(situations, failed, found.goal);
        if (other !== null) return other;
      }
    }
    return found;
  }
}

/** What makes a run end in a dead end: what is on its way is lost, and these nodes fail. */
export function endingOf(failed: readonly NodeId[]): readonly EndingDecision[] {
  return [{ kind: 'loseAll' }, ...failed.map((node) => ({ kind: 'failForGood', node }) as const)];
}

/** All sets of so many of the nodes 1 to `nodes`. */
export function subsetsOf(nodes: number, count: number): readonly (readonly NodeId[])[] {
  if (count === 0) return [[]];
  if (nodes < count) return [];
  const withLast = subsetsOf(nodes - 1, count - 1).map((others) => [...others, nodes]);
  return [...subsetsOf(nodes - 1, count), ...withLast];
}
