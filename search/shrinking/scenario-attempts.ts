/**
 * Tries simpler scenarios and keeps the simplest one that breaks the same property and tells the
 * same kind of story. Simpler ones that tell another are kept beside it.
 */
import type { Scenario } from '../../faults/scenario.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import { DEFAULT_LIMITS, type Limits } from '../../simulator/settings.ts';
import type { Target } from '../../simulator/target.ts';
import { DoesNotReproduce } from '../running/does-not-reproduce.ts';
import { performScenario } from '../running/perform-scenario.ts';
import type { RunResult } from '../running/run.ts';
import { storyOf, tellsTheSame, type Story } from '../story.ts';
import { OtherStories } from './other-stories.ts';
import { clusterSizes, type ShrinkLimits } from './shrink-limits.ts';

/** What a simpler run may take longer than twice the time of the best so far. */
const PATIENCE_MS = 1_000;

/** A scenario that breaks the property, and the run that showed it. */
export interface Failing {
  readonly scenario: Scenario;
  readonly result: RunResult;
}

interface Told extends Failing {
  readonly story: Story;
}

export class Attempts {
  readonly #target: Target;
  readonly #sought: ReadonlySet<PropertyId>;
  readonly #limits: ShrinkLimits;
  readonly #others = new OtherStories<Told>(isSimpler);
  #executions = 0;
  readonly #isSafety: boolean;
  #best: Told | null = null;

  /** Throws {@link DoesNotReproduce} if the scenario does not break the property to begin with. */
  constructor(target: Target, property: PropertyId, scenario: Scenario, limits: ShrinkLimits) {
    this.#target = target;
    this.#sought = new Set([property]);
    this.#isSafety = propertyNamed(property)?.kind === 'safety';
    this.#limits = limits;
    const first = this.#perform(scenario);
    if (first === null) throw new DoesNotReproduce(`${target.name} breaks ${property} sometimes`);
    this.#best = first;
  }

  get best(): Failing {
    return this.#told;
  }

  get #told(): Told {
    if (this.#best === null) throw new Error('nothing has been tried');
    return this.#best;
  }

  /** Scenarios that are simpler than the best and tell other stories. */
  get others(): readonly Failing[] {
    return this.#others.simplerThan(this.#told);
  }

  /** Smaller clusters, the smallest first, that the best may move to. */
  get smallerClusters(): readonly number[] {
    const { nodes } = this.#told.scenario;
    return clusterSizes(this.#target, nodes, this.#limits).filter((size) => size < nodes);
  }

  get executions(): number {
    return this.#executions;
  }

  get isExhausted(): boolean {
    return this.#executions >= this.#limits.maxExecutions || this.isOverdue;
  }

  /** Whether the time is over. */
  get isOverdue(): boolean {
    return this.#limits.shouldStop();
  }

  /** Keeps the candidate if it still breaks the property, and is strictly simpler. */
  try(candidate: Scenario): boolean {
    if (this.isExhausted) return false;
    const failing = this.#perform(candidate);
    if (failing === null || !isSimpler(failing, this.best)) return false;
    if (!tellsTheSame(this.#told.story, failing.story)) {
      this.#others.add(failing);
      return false;
    }
    this.#best = failing;
    return true;
  }

  /** Puts the best into other words, without making it simpler or harder. */
  restate(candidate: Scenario): void {
    if (this.isOverdue) return;
    const failing = this.#perform(candidate);
    if (failing === null || !tellsTheSame(this.#told.story, failing.story)) return;
    if (!isSimpler(this.best, failing)) this.#best = failing;
  }

  /** Whether this scenario has the same story; performed even when the runs are used up. */
  breaks(candidate: Scenario): boolean {
    const failing = this.#perform(candidate, DEFAULT_LIMITS);
    return failing !== null && tellsTheSame(this.#told.story, failing.story);
  }

  /** A bad thing that has not happened long after its time is not waited for to the end. */
  #patience(): Limits {
    if (this.#best === null || !this.#isSafety) return DEFAULT_LIMITS;
    const patienceMs = 2 * this.#best.result.simulatedMs + PATIENCE_MS;
    return { ...DEFAULT_LIMITS, maxTimeMs: Math.min(DEFAULT_LIMITS.maxTimeMs, patienceMs) };
  }

  #perform(scenario: Scenario, limits: Limits = this.#patience()): Told | null {
    this.#executions += 1;
    const result = performScenario(this.#target, scenario, { sought: this.#sought, limits });
    const broken = result.violations.find(({ property }) => this.#sought.has(property));
    if (broken === undefined) return null;
    const story = storyOf(broken.property, broken.witness);
    return { scenario: { ...scenario, actions: result.actionsPerformed }, result, story };
  }
}

/**
 * What counts as simpler, first things first. Every accepted attempt goes down by this order, so
 * shrinking ends, and shrinking the result again changes nothing.
 */
function isSimpler(a: Failing, b: Failing): boolean {
  const left = weight(a);
  const right = weight(b);
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
}

function weight({ scenario, result }: Failing): number[] {
  const { nodes, actions, settings } = scenario;
  const unrest =
    settings.latencyMaxMs - settings.latencyMinMs + settings.syncMaxMs + (settings.fifo ? 0 : 1);
  return [nodes, actions.length, unrest, parameters(scenario), result.events, scenario.seed];
}

/** The sum of all numbers in the actions but the node ids: shorter, weaker, fewer. */
function parameters({ actions }: Scenario): number {
  let sum = 0;
  for (const action of actions) {
    for (const [field, value] of Object.entries(action)) {
      const isNode = field === 'node' || field === 'from' || field === 'to';
      if (typeof value === 'number' && !isNode) sum += Math.abs(value);
    }
  }
  return sum;
}
