/** Timed runs that begin as a kept run does, and then go another way. */
import fc from 'fast-check';
import type { Action } from '../../faults/action.ts';
import { scenarioArbitrary, type ScenarioRange } from '../../faults/scenario-arbitrary.ts';
import type { Scenario } from '../../faults/scenario.ts';
import { ChosenStates } from './choose-state.ts';
import type { Dice } from './dice.ts';
import { editedList } from './edit-list.ts';
import type { SavedScenario } from './kept-run.ts';
import type { Pool } from './pool.ts';
import { variedAction } from './varied-action.ts';

/** So many runs begin with nothing, in percent: what is kept must not be all that is looked at. */
const FRESH_PERCENT = 10;

/** So many of the others begin exactly as the kept run does, and end as a drawn one. */
const EXACT_PERCENT = 50;

/** The same clocks and latencies lead to the same state; so many runs draw others. */
const OTHER_LUCK_PERCENT = 25;

const MAX_EDITS = 4;

/** No more time may elapse in all, in longest election timeouts: what is drawn takes a third. */
const MAX_TIMEOUTS = 60;

export class GuidedScenarios {
  readonly #chosen: ChosenStates<SavedScenario>;
  readonly #range: ScenarioRange;
  readonly #drawn: readonly Scenario[];
  readonly #kinds: ReadonlySet<Action['kind']>;

  /** `drawn` says how many scenarios fast-check draws, to take actions from. */
  constructor(
    pool: Pool<SavedScenario>,
    range: ScenarioRange,
    { seed, drawn }: { readonly seed: number; readonly drawn: number },
  ) {
    this.#chosen = new ChosenStates(pool);
    this.#range = range;
    this.#drawn = fc.sample(scenarioArbitrary(range), { seed, numRuns: drawn });
    this.#kinds = new Set(this.#drawn.flatMap(({ actions }) => actions.map(({ kind }) => kind)));
  }

  next(dice: Dice): Scenario {
    // The faults that a run adds are those of one swarm.
    const drawn = dice.oneOf(this.#drawn);
    if (drawn === undefined) throw new RangeError('guided scenarios need drawn ones');
    const held = dice.happens(FRESH_PERCENT) ? null : this.#chosen.next(drawn.nodes, dice);
    if (held === null) return { ...drawn, seed: dice.word() };
    const { run } = held.kept;
    const actions = dice.happens(EXACT_PERCENT)
      ? [...run.actions.slice(0, held.at), ...endOf(drawn.actions, dice)]
      : this.#changed(run, drawn.actions, dice);
    const { timing, mayReorder } = this.#range;
    return {
      nodes: run.nodes,
      seed: dice.happens(OTHER_LUCK_PERCENT) ? dice.word() : run.seed,
      timing,
      settings: mayReorder ? run.settings : { ...run.settings, fifo: true },
      actions: this.#within(actions),
    };
  }

  #changed({ nodes, actions }: Scenario, drawn: readonly Action[], dice: Dice): readonly Action[] {
    return editedList(actions, dice.between(1, MAX_EDITS), dice, {
      item: () => dice.oneOf(drawn),
      other: () => this.#chosen.next(nodes, dice)?.kept.run.actions ?? [],
      varied: (action) => variedAction(action, dice),
    });
  }

  /** Without what is not asked for, or too much. */
  #within(actions: readonly Action[]): readonly Action[] {
    const { maxActions, timing } = this.#range;
    let leftMs = MAX_TIMEOUTS * timing.electionTimeoutMaxMs;
    const fair = actions.filter((action) => {
      if (!this.#kinds.has(action.kind)) return false;
      if (action.kind === 'elapse') leftMs -= action.ms;
      return action.kind !== 'elapse' || leftMs >= 0;
    });
    return fair.slice(0, maxActions);
  }
}

function endOf(actions: readonly Action[], dice: Dice): readonly Action[] {
  return actions.slice(dice.below(actions.length + 1));
}
