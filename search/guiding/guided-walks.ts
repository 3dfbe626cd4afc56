/** Adversarial runs that begin as a kept run does, and then go another way. */
import type { Decision } from '../../simulator/decision.ts';
import type { SearchFault } from '../exploring/bounds.ts';
import { ChosenStates } from './choose-state.ts';
import type { Dice } from './dice.ts';
import { editedList } from './edit-list.ts';
import type { SavedSchedule } from './kept-run.ts';
import type { Pool } from './pool.ts';

/** What a guided walk may be made of. */
export interface WalkRange {
  readonly nodes: readonly number[];
  readonly faults: readonly SearchFault[];
  /** Decisions of a run that is drawn without a kept one. */
  readonly picks: number;
}

/** Decisions that are not possible when their turn comes are left out. */
export interface GuidedWalk {
  readonly nodes: number;
  readonly beginning: readonly Decision[];
  readonly picks: Uint32Array;
}

/** So many runs begin with nothing, in percent: what is kept must not be all that is looked at. */
const FRESH_PERCENT = 10;

/** So many of the others begin exactly as the kept run does. */
const EXACT_PERCENT = 60;

const MAX_EDITS = 3;

/** A walk of a kept run may go on for so many times as long as any other. */
const TIMES_LONGER = 2;

export class GuidedWalks {
  readonly #chosen: ChosenStates<SavedSchedule>;
  readonly #range: WalkRange;

  constructor(pool: Pool<SavedSchedule>, range: WalkRange) {
    this.#chosen = new ChosenStates(pool);
    this.#range = range;
  }

  next(dice: Dice): GuidedWalk {
    const { nodes: sizes, picks: most } = this.#range;
    // Large clusters have most of the states, and small ones most of the violations.
    const nodes = dice.oneOf(sizes) ?? 3;
    const held = dice.happens(FRESH_PERCENT) ? null : this.#chosen.next(nodes, dice);
    if (held === null) return { nodes, beginning: [], picks: picksOf(dice, most) };
    const kept = held.kept.run.decisions.slice(0, held.at);
    const changed = dice.happens(EXACT_PERCENT) ? kept : this.#changed(nodes, kept, dice);
    const beginning = changed.filter((one) => this.#isFair(one)).slice(0, TIMES_LONGER * most);
    const room = TIMES_LONGER * most - beginning.length;
    return { nodes, beginning, picks: picksOf(dice, Math.min(room, dice.between(1, most))) };
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
  return Uint32Array.from({ length: Math.max(0, count) }, () => dice.word());
}
