/**
 * The timed engine: fast-check draws clusters, luck and command sequences, clocks and latencies
 * make the decisions, and every event is judged.
 */
import fc from 'fast-check';
import { commandsArbitrary } from '../../faults/swarm.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import type { Target } from '../../simulator/target.ts';
import { mayReorder } from '../search-faults.ts';
import type { Failing } from '../shrinking/scenario-attempts.ts';
import type { HuntOptions } from './hunt-options.ts';
import { drawRuns } from './draw-runs.ts';
import type { FirstFailure } from './first-failure.ts';
import { Run } from '../running/run.ts';

const MAX_ACTIONS = 40;

/** What fast-check draws for one run. */
interface Drawn {
  readonly nodes: number;
  readonly seed: number;
  readonly fifo: boolean;
  readonly commands: CommandSequence;
}

type CommandSequence =
  ReturnType<typeof commandsArbitrary> extends fc.Arbitrary<infer T> ? T : never;

/** Judges a run of the hunt: null to go on, or the find that shrinking shall start from. */
export type JudgeRun = (run: Failing) => FirstFailure | null;

export class TimedEngine {
  readonly #target: Target;
  readonly #options: HuntOptions;
  readonly #goesOn: () => boolean;
  readonly #judge: JudgeRun;

  constructor(target: Target, options: HuntOptions, goesOn: () => boolean, judge: JudgeRun) {
    this.#target = target;
    this.#options = options;
    this.#goesOn = goesOn;
    this.#judge = judge;
  }

  /** Performs so many runs, or fewer if one of them is a find; shrinks that as far as it can. */
  batch(seed: number, numRuns: number): FirstFailure | null {
    let firstFailure: FirstFailure | null = null;
    const survives = (drawn: Drawn): boolean => {
      if (firstFailure !== null)
        return firstFailure.isAtRest || !firstFailure.stillBreaks(this.#perform(drawn));
      if (!this.#goesOn()) return true;
      firstFailure = this.#judge(this.#perform(drawn));
      return firstFailure === null;
    };
    drawRuns(this.#drawnArbitrary(seed), survives, { seed, numRuns });
    return firstFailure;
  }

  /** Command arbitraries hold state: every batch has its own. */
  #drawnArbitrary(seed: number): fc.Arbitrary<Drawn> {
    const { nodes, faults, timing, maxActions = MAX_ACTIONS } = this.#options;
    return fc.record(
      {
        nodes: fc.constantFrom(...nodes),
        seed: fc.noShrink(fc.nat({ max: 0xffff_ffff })),
        fifo: mayReorder(this.#target, faults) ? fc.boolean() : fc.constant(true),
        commands: commandsArbitrary({ kinds: faults, maxCommands: maxActions, timing, seed }),
      },
      { noNullPrototype: true },
    );
  }

  #perform({ nodes, seed, fifo, commands }: Drawn): Failing {
    const { timing, sought, coverage } = this.#options;
    const settings = fifo ? { ...DEFAULT_NETWORK, fifo } : DEFAULT_NETWORK;
    const setting = { nodes, seed, timing, settings };
    coverage?.timed.begin(new Array<null>(nodes).fill(null));
    const observers = coverage === undefined ? [] : [coverage.timed];
    const run = new Run(this.#target, setting, { sought, observers });
    fc.modelRun(() => ({ model: run.model, real: run.world }), commands);
    const result = run.finish();
    return { scenario: { ...setting, actions: result.actionsPerformed }, result };
  }
}
