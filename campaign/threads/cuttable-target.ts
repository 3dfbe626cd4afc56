/** A target whose runs end within themselves once nobody has time for them. */
import { RunCutShort, type Target } from '../../simulator/target.ts';
import { announceRuns, listenerOf } from '../../search/running/run-under-way.ts';
import type { StepBoard } from './step-board.ts';

/**
 * The same target for a hunt: a run of code that takes its time, such as a program that answers in
 * a second, has no part in a budget of five. Throws {@link RunCutShort} in the place of a step.
 */
export function cuttable<State>(
  target: Target<State>,
  board: Pick<StepBoard, 'isRunOver'>,
): Target<State> {
  const same: Target<State> = {
    ...target,
    boot(identity, durable, circumstances) {
      if (board.isRunOver) throw new RunCutShort();
      return target.boot(identity, durable, circumstances);
    },
    step(state, input, localTimeMs) {
      if (board.isRunOver) throw new RunCutShort();
      return target.step(state, input, localTimeMs);
    },
  };
  const listener = listenerOf(target);
  if (listener !== undefined) announceRuns(same, listener);
  return same;
}
