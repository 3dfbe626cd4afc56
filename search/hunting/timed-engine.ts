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
import { Dice } from '../guiding/dice.ts';
import { GuidedScenarios } from '../guiding/guided-scenarios.ts';
import type { Learning } from '../guiding/learning.ts';
import { Run, type Setting } from '../running/run.ts';

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

type TimedLearner = Learning['timed'];

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

  /**
   * Performs so many runs, or fewer if one of them is a find; shrinks that as far as it can. The
   * first `made` of them were performed before: they are drawn, and left out.
   */
  batch(seed: number, numRuns: number, made = 0): FirstFailure | null {
    const { learning } = this.#options;
    if (learning?.isGuided === true) return this.#guided(seed, numRuns, learning.timed);
    let firstFailure: FirstFailure | null = null;
    let left = made;
    const survives = (drawn: Drawn): boolean => {
      if (left > 0) {
        left -= 1;
        return true;
      }
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

  /** Runs that are made from kept ones; what fails is not shrunk here. */
  #guided(seed: number, numRuns: number, learner: TimedLearner): FirstFailure | null {
    const { nodes, faults: kinds, timing, maxActions = MAX_ACTIONS } = this.#options;
    const mayOvertake = mayReorder(this.#target, kinds);
    const range = { nodes, kinds, timing, maxActions, mayReorder: mayOvertake, swarmSeed: seed };
    const scenarios = new GuidedScenarios(learner.pool, range, { seed, drawn: numRuns });
    for (let run = 0; run < numRuns && this.#goesOn(); run += 1) {
      const { actions, ...setting } = scenarios.next(new Dice(seed, run));
      const failure = this.#judge(
        this.#performed(setting, (underWay) => {
          for (const action of actions) underWay.act(action);
        }),
      );
      if (failure !== null) return failure;
    }
    return null;
  }

  #perform({ nodes, seed, fifo, commands }: Drawn): Failing {
    const { timing } = this.#options;
    const settings = fifo ? { ...DEFAULT_NETWORK, fifo } : DEFAULT_NETWORK;
    return this.#performed({ nodes, seed, timing, settings }, (run) => {
      fc.modelRun(() => ({ model: run.model, real: run.world }), commands);
    });
  }

  #performed(setting: Setting, act: (run: Run) => void): Failing {
    const { sought, coverage, learning = null } = this.#options;
    const learner = learning?.timed;
    if (learner !== undefined) learner.position = () => 0;
    coverage?.timed.begin(new Array<null>(setting.nodes).fill(null));
    const observers = coverage === undefined ? [] : [coverage.timed];
    const run = new Run(this.#target, setting, { sought, observers });
    if (learner !== undefined) learner.position = () => run.model.performed.length + 1;
    act(run);
    const result = run.finish();
    const scenario = { ...setting, actions: result.actionsPerformed };
    learner?.learn({ kind: 'scenario', ...scenario });
    return { scenario, result };
  }
}
