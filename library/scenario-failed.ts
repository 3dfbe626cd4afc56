/** What a scenario of fast-check's throws: the report of whitewater on the same run. */
import { findingOfScenario, type MetTimed } from '../search/shrinking/make-finding.ts';
import type { Failing } from '../search/shrinking/scenario-attempts.ts';
import type { PropertyId } from '../properties/property.ts';
import { DoesNotReproduce } from '../search/running/does-not-reproduce.ts';
import type { ShrinkLimits } from '../search/shrinking/shrink-limits.ts';
import type { Target } from '../simulator/target.ts';
import { CheckFailed, type Reason } from './check-failed.ts';
import { usualShrinkLimits } from './check-options.ts';
import { failedWith, headlineOf } from './failed-with.ts';
import { keptFindings } from './kept-finding.ts';

const REPLAY = 'await replay(target, error.cause.finding)';

/** Where a finding may look for a smaller run, and where it is saved. */
export interface Keeping {
  readonly nodes?: readonly number[] | undefined;
  readonly out?: string | null | undefined;
  /** Why the run may not fail once more; by default the target is to blame. */
  readonly unless?: string;
}

/**
 * fast-check's shrinking meets hundreds of failing runs and shows the last: that of a pure target
 * is shrunk, saved and reported only when somebody reads the error. Live code cannot run at that
 * moment: its report is made at once, of the run as it is, and is not saved.
 */
export function failedScenario(
  target: Target,
  property: PropertyId,
  failing: Failing,
  keeping: Keeping,
): CheckFailed {
  const met = { property, original: failing, smallest: failing, executions: 0 };
  if (target.family === 'live') {
    const asItIs = { ...usualShrinkLimits(keeping.nodes), shouldStop: () => true };
    return reported(target, met, asItIs, { ...keeping, out: null });
  }
  const shrunk = (): CheckFailed =>
    reported(target, met, usualShrinkLimits(keeping.nodes), keeping);
  return new ScenarioFailed(property === 'never-throws' ? 'crashed' : 'violated', shrunk);
}

function reported(
  target: Target,
  met: MetTimed,
  limits: ShrinkLimits,
  { out, unless = 'it is not deterministic' }: Keeping,
): CheckFailed {
  try {
    const { finding, others } = findingOfScenario(target, met, limits);
    const told = keptFindings(target, [finding, ...others], out, REPLAY);
    return failedWith(target, finding, `${headlineOf(target, finding)}\n\n${told}`);
  } catch (error) {
    if (!(error instanceof DoesNotReproduce)) throw error;
    const once = `${target.name} breaks ${met.property}, and not when the run is performed again`;
    return new CheckFailed('diverged', `${once}: ${unless}`, null);
  }
}

/** A failure whose report is made when it is read for the first time. */
class ScenarioFailed extends CheckFailed {
  readonly #make: () => CheckFailed;
  #made: CheckFailed | null = null;

  constructor(reason: Reason, make: () => CheckFailed) {
    super(reason, '', null);
    this.#make = make;
    const [, ...lines] = (this.stack ?? '').split('\n');
    const frames = lines.join('\n');
    const lazily = (get: () => string): PropertyDescriptor => ({ get, configurable: true });
    Object.defineProperties(this, {
      message: lazily(() => this.#whole.message),
      stack: lazily(() => `${this.name}: ${this.#whole.message}\n${frames}`),
    });
  }

  get #whole(): CheckFailed {
    this.#made ??= this.#make();
    return this.#made;
  }

  override get reason(): Reason {
    return this.#whole.reason;
  }

  override get finding(): CheckFailed['finding'] {
    return this.#whole.finding;
  }
}
