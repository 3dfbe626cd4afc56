import test from 'ava';
import { shrinkLimits, USUAL_SHRINK_BUDGET } from '../../../campaign/threads/shrink-budget.ts';
import { shrinkAgain } from '../../../search/shrinking/shrink-again.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import type { Finding } from '../../../search/finding.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { decidedFinding } from '../../reports/decided.ts';
import { VOTE_CLEARED } from '../../reports/decided-stories.ts';
import { TIMED, timedFinding } from './made-up-finding.ts';

/** Steps of a few short runs: what was reached is performed again for the record. */
const STEPS_AFTER_THE_END = 200;

/** A target whose steps are the time: one millisecond each. */
class SteppedTarget {
  steps = 0;
  readonly target: PureTarget;

  constructor(target: PureTarget) {
    this.target = {
      ...target,
      step: (state, input, localTimeMs) => {
        this.steps += 1;
        return target.step(state, input, localTimeMs);
      },
    };
  }

  limitsFor(ms: number): ShrinkLimits {
    return { ...USUAL_SHRINK_LIMITS, shouldStop: () => this.steps >= ms };
  }
}

function isPrompt(mutant: PureTarget, finding: Finding, wholeMs: number): string | null {
  for (let ms = 0; ms <= wholeMs; ms = Math.floor(ms * 1.8) + 7) {
    const slow = new SteppedTarget(mutant);
    const { steps: stepsAtStart } = slow;
    const { finding: after } = shrinkAgain(slow.target, finding, slow.limitsFor(ms));
    const lateSteps = slow.steps - stepsAtStart - ms;
    if (lateSteps > STEPS_AFTER_THE_END) {
      return `asked to stop after ${ms} steps, it took ${lateSteps} more: which loop does not ask?`;
    }
    if (after.property !== finding.property) return `after ${ms} steps it broke another property`;
  }
  return null;
}

function stepsOf(mutant: PureTarget, finding: Finding): number {
  const slow = new SteppedTarget(mutant);
  shrinkAgain(slow.target, finding, slow.limitsFor(Infinity));
  return slow.steps;
}

test('shrinking without a clock ends soon whenever it is asked to', (t) => {
  const { target } = VOTE_CLEARED;
  const finding = decidedFinding(VOTE_CLEARED);
  const wholeMs = stepsOf(target, finding);
  t.true(wholeMs > 5 * STEPS_AFTER_THE_END, `only ${wholeMs} steps: take a longer run`);
  t.is(isPrompt(target, finding, wholeMs), null);
});

test('so does shrinking with a clock', (t) => {
  const finding = timedFinding();
  const wholeMs = stepsOf(TIMED, finding);
  t.true(wholeMs > 5 * STEPS_AFTER_THE_END, `only ${wholeMs} steps: take a longer run`);
  t.is(isPrompt(TIMED, finding, wholeMs), null);
});

test('a minute is the limit by default, and a number of runs has none', (t) => {
  let nowMs = 1_000;
  const usual = shrinkLimits(USUAL_SHRINK_BUDGET, () => nowMs);
  const counted = shrinkLimits({ ms: null, executions: 500 }, () => nowMs);
  nowMs += 59_999;
  t.false(usual.shouldStop());
  nowMs += 1;
  t.true(usual.shouldStop());
  nowMs += 600_000;
  t.false(counted.shouldStop());
});

test('what was not tried in time is not called needed, and a run is not called minimal', (t) => {
  const { target } = VOTE_CLEARED;
  const slow = new SteppedTarget(target);
  const again = shrinkAgain(slow.target, decidedFinding(VOTE_CLEARED), slow.limitsFor(0));
  t.is(again.change, 'same', 'the better proof is kept');
  const unproved = decidedFinding(VOTE_CLEARED);
  const longer = { ...unproved, id: '000000000000' };
  const { finding } = shrinkAgain(slow.target, longer, slow.limitsFor(0));
  t.deepEqual(finding.ablation, []);
  t.is(finding.shrinking.result, 'budget');
});
