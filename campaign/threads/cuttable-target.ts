/** A target whose runs end within themselves once nobody has time for them. */
import { RunCutShort, type Target } from '../../simulator/target.ts';
import { announceRuns, listenerOf } from '../../search/running/run-under-way.ts';
import type { Unhurried } from '../../search/hunting/hunt-options.ts';
import type { StepBoard } from './step-board.ts';

export interface Cuttable {
  readonly target: Target;
  /** What is done to the target meanwhile is cut short only if the thread shall end at once. */
  readonly unhurried: Unhurried;
}

/**
 * The same target for a hunt: a run of code that takes its time, such as a program that answers in
 * a second, has no part in a budget of five. Throws {@link RunCutShort} in the place of a step.
 */
export function cuttable<State>(
  target: Target<State>,
  board: Pick<StepBoard, 'isRunOver' | 'isStopped'>,
): Cuttable {
  let isHurried = true;
  const checkTime = (): void => {
    if (isHurried ? board.isRunOver : board.isStopped) throw new RunCutShort();
  };
  const same: Target<State> = {
    ...target,
    boot(identity, durable, circumstances) {
      checkTime();
      return target.boot(identity, durable, circumstances);
    },
    step(state, input, localTimeMs) {
      checkTime();
      return target.step(state, input, localTimeMs);
    },
  };
  const listener = listenerOf(target);
  if (listener !== undefined) announceRuns(same, listener);
  const unhurried: Unhurried = (work) => {
    isHurried = false;
    try {
      return work();
    } finally {
      isHurried = true;
    }
  };
  return { target: same, unhurried };
}
