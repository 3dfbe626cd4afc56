/**
 * Tries shorter schedules and keeps the shortest that breaks the same property and tells the same
 * kind of story. Shorter ones that tell another are kept beside it. If the target needs its
 * messages in order, and the best run keeps to that, so must all that follow.
 */
import { propertyNamed } from '../../properties/catalogue.ts';
import type { Property, PropertyId } from '../../properties/property.ts';
import { supports } from '../../simulator/capabilities.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import { Overtaking } from '../overtaking.ts';
import { DoesNotReproduce } from '../running/does-not-reproduce.ts';
import { performSchedule, type Rename } from '../running/perform-schedule.ts';
import { storyOf, tellsTheSame } from '../story.ts';
import { isSimpler, type FailingSchedule } from './failing-schedule.ts';
import { OtherStories } from './other-stories.ts';
import { renamingOf } from './renamed-run.ts';
import type { ShrinkLimits } from './shrink-limits.ts';

export class ScheduleAttempts {
  readonly #others = new OtherStories(isSimpler);
  readonly #target: PureTarget;
  readonly #properties: readonly Property[];
  readonly #sought: ReadonlySet<PropertyId>;
  readonly #limits: ShrinkLimits;
  readonly #needsOrder: boolean;
  #best: FailingSchedule;
  #executions = 0;

  /** Throws {@link DoesNotReproduce} if the schedule does not break the property to begin with. */
  constructor(target: PureTarget, property: PropertyId, start: Schedule, limits: ShrinkLimits) {
    this.#target = target;
    this.#properties = [propertyNamed(property)];
    this.#sought = new Set([property]);
    this.#limits = limits;
    this.#needsOrder = !supports(target.capabilities, 'reordering');
    this.#best = this.#mustBreak(start);
  }

  get target(): PureTarget {
    return this.#target;
  }

  get best(): Schedule {
    return this.#best.schedule;
  }

  /** Runs that are simpler than the best and tell other stories. */
  get otherSchedules(): readonly Schedule[] {
    return this.#others.simplerThan(this.#best).map(({ schedule }) => schedule);
  }

  /** Whether runs in which a message overtakes another are rejected. */
  get keepsOrder(): boolean {
    return this.#needsOrder && !this.#best.overtakes;
  }

  get executions(): number {
    return this.#executions;
  }

  get isExhausted(): boolean {
    return this.#executions >= this.#limits.maxExecutions || this.#limits.shouldStop();
  }

  /** Keeps these decisions if they still break the property, and are fewer or need fewer faults. */
  try(decisions: readonly Decision[]): boolean {
    if (this.isExhausted) return false;
    return this.#keep(this.#perform({ ...this.best, decisions }));
  }

  /** Takes over the best of other attempts, if that is simpler; their executions count here. */
  takeOver(other: ScheduleAttempts): void {
    this.#executions += other.executions;
    this.#keep(this.#admitted(other.#best));
    this.#others.addAll(other.#others);
  }

  /**
   * Takes over what a search has found, if it tells the same story, and in order where that counts.
   * Throws {@link DoesNotReproduce} if it breaks nothing.
   */
  replace(schedule: Schedule): boolean {
    return this.#keep(this.#admitted(this.#mustBreak(schedule)));
  }

  /** What could happen next without a fault, after so many decisions of the best. */
  enabledAfter(count: number): readonly Decision[] {
    const silence = { happened: () => undefined, sent: () => undefined };
    const cluster = new UntimedCluster(this.#target, this.best, silence);
    for (const decision of this.best.decisions.slice(0, count)) cluster.perform(decision);
    return cluster.enabled('detour');
  }

  /**
   * The decisions up to the violation, without those that were not enabled; null if there is none,
   * or of another kind.
   */
  performedUntilBroken(schedule: Schedule): readonly Decision[] | null {
    const failing = this.#perform(schedule);
    if (failing === null || !this.#isSameStory(failing)) return null;
    return failing.schedule.decisions;
  }

  #keep(failing: FailingSchedule | null): boolean {
    if (failing === null || !isSimpler(failing, this.#best)) return false;
    if (!this.#isSameStory(failing)) {
      this.#others.add(failing);
      return false;
    }
    this.#best = failing;
    return true;
  }

  #isSameStory({ story }: FailingSchedule): boolean {
    return tellsTheSame(this.#best.story, story);
  }

  #mustBreak(schedule: Schedule): FailingSchedule {
    const { failing } = this.#performOnce(schedule);
    if (failing !== null) return failing;
    throw new DoesNotReproduce(`${this.#target.name} breaks ${[...this.#sought][0]} sometimes`);
  }

  /** As it stands; if that shows nothing, with messages that go by other names now. */
  #perform(schedule: Schedule): FailingSchedule | null {
    const { failing: told, isWhole } = this.#performOnce(schedule);
    const failing = this.#admitted(told);
    if (isWhole || (failing !== null && this.#isSameStory(failing))) return failing;
    const renamed = this.#performOnce(schedule, renamingOf(this.#target)).failing;
    return this.#admitted(renamed) ?? failing;
  }

  #admitted(failing: FailingSchedule | null): FailingSchedule | null {
    return failing?.overtakes === true && this.keepsOrder ? null : failing;
  }

  #performOnce(schedule: Schedule, rename?: Rename): Performed {
    this.#executions += 1;
    const overtaking = new Overtaking();
    const observers = this.#needsOrder ? [overtaking] : [];
    const options = { properties: this.#properties, sought: this.#sought, observers, rename };
    const { violations, performed, skipped } = performSchedule(this.#target, schedule, options);
    const isWhole = skipped.length === 0;
    const [violation] = violations;
    if (violation === undefined) return { failing: null, isWhole };
    const story = storyOf(violation.property, violation.witness);
    const decided = { ...schedule, decisions: performed };
    return { failing: { schedule: decided, story, overtakes: overtaking.hasHappened }, isWhole };
  }
}

interface Performed {
  readonly failing: FailingSchedule | null;
  /** Every decision was enabled. */
  readonly isWhole: boolean;
}
