/**
 * Dead ends of one target and cluster size. Fewer messages in flight never help a run that works
 * together, so that a state is judged by the situations of its nodes alone, with everything in
 * flight lost.
 */
import type { NodeState } from '../../simulator/node-state.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import { DEAD_END_GOALS, type DeadEnd, type DeadEndGoal } from '../../trace/dead-end.ts';
import { majorityOf, type NodeId } from '../../trace/view.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import { Effort } from './effort.ts';
import type { DeadEndFigures } from './figures.ts';
import { tupleKey, type Tuple } from './goal.ts';
import { isReachedInterleaved } from './interleaved.ts';
import { obstaclesOf } from './obstacles.ts';
import { Situations } from './situations.ts';
import { WaysOut } from './way-out.ts';
import { isStuckWithClock } from './with-clock.ts';

/** Null: there is a way out. `notJudged`: the effort was spent before its turn came. */
export type Judgement = DeadEnd | 'undecided' | 'notJudged' | null;

type Counted = Partial<Omit<DeadEndFigures, 'goal'>>;

export class DeadEnds {
  readonly situations: Situations;
  readonly #target: PureTarget;
  readonly #timing: Timing;
  readonly #waysOut: Readonly<Record<DeadEndGoal, WaysOut>>;
  readonly #judged = new Map<string, Judgement>();
  readonly #figures = new Map<DeadEndGoal, DeadEndFigures>();

  constructor(target: PureTarget, timing: Timing, maxEffort = Infinity) {
    this.#target = target;
    this.#timing = timing;
    this.situations = new Situations(target, new Effort(maxEffort));
    const [leader, proposal] = DEAD_END_GOALS.map(
      (goal) => new WaysOut(target, goal, this.situations),
    );
    if (leader === undefined || proposal === undefined) throw new Error('there are two goals');
    this.#waysOut = { 'leader-electable': leader, 'proposal-committable': proposal };
  }

  /** One for each goal that was judged. */
  get figures(): readonly DeadEndFigures[] {
    return [...this.#figures.values()];
  }

  /** The tuple of these nodes without those that have failed. */
  tupleOf(nodes: readonly NodeState[], failed: readonly NodeId[]): Tuple {
    return nodes.map((node, slot) =>
      failed.includes(slot + 1) ? ABSENT : this.situations.idOf(node),
    );
  }

  /**
   * Whether the goal can still be reached. A dead end is checked in three ways before it is one.
   * Where no majority is left, nothing is claimed.
   */
  judge(tuple: Tuple, goal: DeadEndGoal): Judgement {
    const living = tuple.filter((id) => id !== ABSENT).length;
    if (living < majorityOf(tuple.length)) return null;
    const key = `${goal} ${tupleKey(tuple)}`;
    const known = this.#judged.get(key);
    if (known !== undefined) return known;
    const isSpent = this.situations.effort.isSpent;
    if (isSpent) this.#count(goal, { notJudged: 1 });
    const judgement = isSpent ? 'notJudged' : this.#judgement(tuple, goal);
    this.#judged.set(key, judgement);
    return judgement;
  }

  #count(goal: DeadEndGoal, counted: Counted): void {
    const known = this.#figures.get(goal);
    const { tuples = 0, roundsNeeded = 0, undecided = 0, notJudged = 0 } = counted;
    this.#figures.set(goal, {
      goal,
      tuples: tuples + (known?.tuples ?? 0),
      roundsNeeded: Math.max(roundsNeeded, known?.roundsNeeded ?? 0),
      undecided: undecided + (known?.undecided ?? 0),
      notJudged: notJudged + (known?.notJudged ?? 0),
    });
  }

  #judgement(tuple: Tuple, goal: DeadEndGoal): Judgement {
    const way = this.#waysOut[goal].of(tuple);
    switch (way.kind) {
      case 'reached':
        this.#count(goal, { tuples: 1, roundsNeeded: way.rounds });
        return null;
      case 'undecided':
        this.#count(goal, { tuples: 1, undecided: 1 });
        return 'undecided';
      default:
        if (!this.#isConfirmed(tuple, goal)) {
          this.#count(goal, { tuples: 1, undecided: 1 });
          return 'undecided';
        }
        return this.#told(tuple, goal, way.situations, way.kind === 'closed' ? null : way.rounds);
    }
  }

  #isConfirmed(tuple: Tuple, goal: DeadEndGoal): boolean {
    if (this.situations.effort.isSpent) return false;
    return (
      !isReachedInterleaved(tuple, goal, this.situations) &&
      isStuckWithClock(this.#target, this.#timing, tuple, goal, this.situations)
    );
  }

  #told(tuple: Tuple, goal: DeadEndGoal, situations: number, rounds: number | null): DeadEnd {
    const failed = tuple.flatMap((id, slot) => (id === ABSENT ? [slot + 1] : []));
    const obstacles = obstaclesOf(tuple, goal, this.situations);
    return { kind: 'deadEnd', goal, failed, situations, rounds, obstacles };
  }
}
