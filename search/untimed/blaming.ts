/** Tells what a target throws from what anyone else does. */
import type { PureTarget } from '../../simulator/target.ts';

/** The target threw; the cause is what. */
export class TargetThrew extends Error {
  override readonly name = 'TargetThrew';
}

/** The same target; whatever it throws comes as {@link TargetThrew}. */
export function blaming(target: PureTarget): PureTarget {
  return {
    ...target,
    boot: (identity, durable) => orBlame(() => target.boot(identity, durable)),
    step: (state, input, localTimeMs) => {
      // Written out: this is done in every decision.
      try {
        return target.step(state, input, localTimeMs);
      } catch (cause) {
        throw new TargetThrew('step', { cause });
      }
    },
    view: (state) => orBlame(() => target.view(state)),
    viewDurable: (record) => orBlame(() => target.viewDurable(record)),
    classify: (message) => orBlame(() => target.classify(message)),
  };
}

function orBlame<Result>(ask: () => Result): Result {
  try {
    return ask();
  } catch (cause) {
    throw new TargetThrew('', { cause });
  }
}
