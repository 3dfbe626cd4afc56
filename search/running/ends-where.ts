/** A target that stands still in one of its answers, without doing so. */
import { StandsStill, type Input, type Target } from '../../simulator/target.ts';
import { announceRuns } from './run-under-way.ts';

/**
 * Whether to stand still in this request, which is the `number`-th since its run began, counted
 * from 1. `content` tells it apart from others: equal for the same question about the same state.
 */
export type StandsStillIn = (number: number, content: () => string) => boolean;

/**
 * The same target; in the place of the answer to such a request, it throws {@link StandsStill}. Its
 * runs are announced to nobody.
 */
export function endsWhere(target: Target, standsStillIn: StandsStillIn): Target {
  let number = 0;
  const asked = (...request: readonly unknown[]): void => {
    number += 1;
    if (standsStillIn(number, () => JSON.stringify(request))) throw new StandsStill();
  };
  const ending: Target = {
    ...target,
    boot(identity, durable, circumstances) {
      asked('boot', identity, durable);
      return target.boot(identity, durable, circumstances);
    },
    step(state, input, localTimeMs) {
      asked('step', state, ...contentOf(input));
      return target.step(state, input, localTimeMs);
    },
    viewDurable(record) {
      asked('viewDurable', record);
      return target.viewDurable(record);
    },
    classify(message) {
      asked('classify', message);
      return target.classify(message);
    },
  };
  const begins = (): void => {
    number = 0;
  };
  announceRuns(ending, { begins, acts: () => undefined });
  return ending;
}

/** What a target may go by; a flight knows more. */
function contentOf(input: Input): readonly unknown[] {
  switch (input.kind) {
    case 'received':
      return [input.kind, input.from, input.message];
    case 'timerFired':
      return [input.kind, input.timer];
    case 'proposed':
      return [input.kind, input.command];
  }
}
