/** One timed run: a world, what may go wrong in it, and the properties that judge every event. */
import { supports } from '../../simulator/capabilities.ts';
import type { Action } from '../../faults/action.ts';
import { heal } from '../../faults/healing.ts';
import { livenessPhase } from '../../faults/liveness-phase.ts';
import { Model } from '../../faults/model.ts';
import { performAction } from '../../faults/perform.ts';
import type { Scenario } from '../../faults/scenario.ts';
import { propertiesFairTo } from './fair-properties.ts';
import { listenerOf } from './run-under-way.ts';
import { Check, type Violation } from '../../properties/check.ts';
import type { Property, PropertyId } from '../../properties/property.ts';
import type { Verdict } from '../../properties/verdict.ts';
import type { Ending } from '../../simulator/ending.ts';
import { DEFAULT_LIMITS, type Limits } from '../../simulator/settings.ts';
import type { Target } from '../../simulator/target.ts';
import { World } from '../../simulator/world.ts';
import { Census } from '../../trace/census.ts';
import type { FaultCounts } from '../../trace/fault-counts.ts';
import { allOf, type Observer } from '../../trace/observer.ts';
import { runFacts } from '../run-facts.ts';

/** How a run is watched. */
export interface RunOptions {
  /** All that are fair to the target unless a test or a benchmark wants fewer. */
  readonly properties?: readonly Property[];
  /** The run stops at the first violation of one of these; null: at the first of any. */
  readonly sought: ReadonlySet<PropertyId> | null;
  /** See every event before the properties judge it. */
  readonly observers?: readonly Observer[];
  readonly limits?: Limits;
}

/** What a run came to, and what happened in it. */
export interface RunResult {
  readonly verdict: Verdict;
  /** The first violation of each property, in the order in which they happened. */
  readonly violations: readonly Violation[];
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  readonly ending: Ending | null;
  readonly events: number;
  readonly steps: number;
  readonly simulatedMs: number;
  readonly leaders: number;
  readonly elections: number;
  readonly splitVotes: number;
  readonly faults: number;
  /** How often each kind of fault happened. */
  readonly faultCounts: Readonly<FaultCounts>;
  /** The actions that did something before the run stopped. */
  readonly actionsPerformed: readonly Action[];
}

/** Everything of a scenario but its actions. */
export type Setting = Omit<Scenario, 'actions'>;

export class Run {
  readonly world: World;
  readonly model: Model;
  readonly #check: Check;
  readonly #census = new Census();
  readonly #target: Target;
  #isBroken = false;

  constructor(target: Target, setting: Setting, options: RunOptions) {
    const { nodes, timing } = setting;
    const { sought, observers = [], limits = DEFAULT_LIMITS } = options;
    const { properties = propertiesFairTo(target.capabilities, sought) } = options;
    const facts = runFacts(target, nodes, timing);
    this.#target = target;
    this.#check = new Check(properties, facts, ({ property }) => {
      if (sought !== null && !sought.has(property)) return;
      this.#isBroken = true;
      // A violation at the first boot comes before there is a world.
      (this.world as World | undefined)?.halt();
    });
    const watching = allOf([...observers, this.#census, this.#check]);
    const listener = listenerOf(target);
    listener?.begins({ kind: 'scenario', ...setting, actions: [] });
    this.world = new World(target, { ...setting, limits }, watching);
    if (this.#isBroken) this.world.halt();
    this.model = new Model(this.world);
    if (listener !== undefined) this.model.onAction = (action) => listener.acts(action);
  }

  /** Whether nothing more can happen. */
  get isOver(): boolean {
    return this.world.ending !== null;
  }

  /** What the properties say so far. */
  get judged(): Pick<Check, 'violations' | 'exercised'> {
    const { violations, exercised } = this.#check;
    return { violations, exercised };
  }

  /** Does one thing to the cluster; without effect once the run is over. */
  act(action: Action): void {
    if (this.isOver) return;
    if (performAction(this.world, this.model, action)) this.model.performed.push(action);
    this.#check.passed(this.world.nowMs);
  }

  /** Everything heals, and what is owed without faults has its time. */
  finish(): RunResult {
    // What heals is no part of the scenario.
    this.model.onAction = null;
    if (!this.isOver) {
      heal(this.world, this.model);
      livenessPhase(this.world, {
        electionTimeoutMaxMs: this.world.setup.timing.electionTimeoutMaxMs,
        proposals: supports(this.#target.capabilities, 'proposals'),
        isSettled: () => {
          this.#check.passed(this.world.nowMs);
          return this.#check.isSettled;
        },
      });
    }
    return this.#result();
  }

  #result(): RunResult {
    const { violations, exercised } = this.#check;
    const { events, leaders, elections, splitVotes, faults, faultCounts } = this.#census;
    const { ending, steps, nowMs } = this.world;
    return {
      verdict: verdictOf(violations, ending, this.#check.isSettled),
      violations,
      exercised,
      ending,
      events,
      steps,
      simulatedMs: nowMs,
      leaders,
      elections,
      splitVotes,
      faults,
      faultCounts,
      actionsPerformed: this.model.performed,
    };
  }
}

/** A run that ends before everything owed was paid proves nothing. */
function verdictOf(
  violations: readonly Violation[],
  ending: Ending | null,
  isSettled: boolean,
): Verdict {
  if (violations.some(({ property }) => property !== 'never-throws')) return 'violated';
  if (ending?.kind === 'targetThrew') return 'crashed';
  return ending?.kind === 'limitReached' || !isSettled ? 'inconclusive' : 'held';
}
