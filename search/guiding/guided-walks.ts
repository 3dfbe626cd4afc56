/** Adversarial runs that begin as a kept run does, and then go another way. */
import type { Decision } from '../../simulator/decision.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import { ChosenStates } from './choose-state.ts';
import type { Dice } from './dice.ts';
import { editedList } from './edit-list.ts';
import type { SavedSchedule } from './kept-run.ts';
import type { Pool } from './pool.ts';
import type { StatePoint, WalkPoints } from './walk-points.ts';

/** What a guided walk may be made of. */
export interface WalkRange {
  readonly nodes: readonly number[];
  readonly faults: readonly SearchFault[];
  /** Decisions of a run that is drawn without a kept one. */
  readonly picks: number;
}

export interface GuidedWalk {
  readonly nodes: number;
  /** Decisions that are not possible when their turn comes are left out. */
  readonly beginning: readonly Decision[];
  /** Where another walk has come to, instead of a beginning; null: there is no such point. */
  readonly from: StatePoint | null;
  readonly picks: Uint32Array;
}

/** So many runs begin with nothing, in percent: what is kept must not be all that is looked at. */
const FRESH_PERCENT = 10;

/** So many of the others go on from a state as it was; the rest begin as no run did before. */
const EXACT_PERCENT = 95;

/** A walk that goes on makes so many decisions at most: what is new is near, or far from there. */
const GOES_ON = 20;

const MAX_EDITS = 3;

/** A walk of a kept run may go on for so many times as long as any other. */
const TIMES_LONGER = 2;

export class GuidedWalks {
  readonly #chosen: ChosenStates<SavedSchedule>;
  readonly #points: WalkPoints;
  readonly #range: WalkRange;

  constructor(pool: Pool<SavedSchedule>, points: WalkPoints, range: WalkRange) {
    this.#chosen = new ChosenStates(pool);
    this.#points = points;
    this.#range = range;
  }

  next(dice: Dice): GuidedWalk {
    const { nodes: sizes, picks: most } = this.#range;
    // Large clusters have most of the states, and small ones most of the violations.
    const nodes = dice.oneOf(sizes) ?? 3;
    const drawn = { nodes, from: null, beginning: [] };
    const held = dice.happens(FRESH_PERCENT) ? null : this.#chosen.next(nodes, dice);
    if (held === null) return { ...drawn, picks: picksOf(dice, most) };
    const { state, kept, at } = held;
    const isExact = dice.happens(EXACT_PERCENT);
    const from = isExact ? (this.#points.of(state) ?? null) : null;
    const room = TIMES_LONGER * most - (from?.point.schedule.length ?? 0);
    const onwards = dice.between(1, Math.min(most, GOES_ON));
    if (from !== null) return { ...drawn, from, picks: picksOf(dice, Math.min(room, onwards)) };
    const before = kept.run.decisions.slice(0, at);
    const changed = isExact ? before : this.#changed(nodes, before, dice);
    const beginning = changed.filter((one) => this.#isFair(one)).slice(0, TIMES_LONGER * most);
    const left = TIMES_LONGER * most - beginning.length;
    return { ...drawn, beginning, picks: picksOf(dice, Math.min(left, onwards)) };
  }

  #changed(nodes: number, decisions: readonly Decision[], dice: Dice): readonly Decision[] {
    const other = (): readonly Decision[] =>
      this.#chosen.next(nodes, dice)?.kept.run.decisions ?? [];
    return editedList(decisions, dice.between(1, MAX_EDITS), dice, {
      item: () => dice.oneOf(other()),
      other,
      // A decision has no number in it but its node: another one of its kind says more.
      varied: (decision) => other().find(({ kind }) => kind === decision.kind) ?? decision,
    });
  }

  #isFair({ kind }: Decision): boolean {
    const { faults } = this.#range;
    const isFault = kind === 'crash' || kind === 'crashWithin' || kind === 'duplicate';
    return !isFault || faults.includes(kind);
  }
}

function picksOf(dice: Dice, count: number): Uint32Array {
  const picks = new Uint32Array(Math.max(0, count));
  for (let place = 0; place < picks.length; place += 1) picks[place] = dice.word();
  return picks;
}
